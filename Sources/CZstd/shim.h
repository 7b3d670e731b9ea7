// What EROFS needs of libzstd: compression to a given size, and decompression.
#include <zstd.h>
#include <zstd_errors.h>
