// What EROFS needs of liblz4: block compression to a given size, and decompression.
#include <lz4.h>
#include <lz4hc.h>
