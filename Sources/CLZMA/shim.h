// What EROFS needs of liblzma: MicroLZMA (xz 5.4 or later).
#include <lzma.h>
