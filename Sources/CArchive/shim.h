// What the Archive target needs of libarchive: reading entries of tar, zip and compressed files.
#include <archive.h>
#include <archive_entry.h>
