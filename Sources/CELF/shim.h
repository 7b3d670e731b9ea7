// What the ELF target needs of elfutils: reading headers, dynamic sections and symbol versions from memory.
#include <gelf.h>
#include <libelf.h>
