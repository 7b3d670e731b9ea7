// Compresses what is in a folder and throws the result away: the part of a build that no program can
// leave out. codec {once | fit} CODEC[,LEVEL] CLUSTER THREADS FOLDER, with the names that
// `veneer build` uses.
//
// Files are compressed in pieces whose result fills a cluster as in an image. LZ4 can be told how large
// the result may be. ZSTD cannot: with `once` each byte is compressed once, in pieces as long as the
// one before suggests; with `fit` the longest piece that fits is searched for, as an image needs it.

#define _XOPEN_SOURCE 700
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <lz4.h>
#include <lz4hc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>

enum { PORTION = 1 << 20 };

// Up to PORTION bytes of one file: what a thread takes at once.
struct portion {
    char *path;
    off_t offset;
    size_t length;
};

static struct portion *portions;
static size_t count, capacity;
static atomic_size_t next;
static ino_t *seen;
static size_t links;
static enum { PLAIN, HIGH, ZSTANDARD } codec;
static int level, must_fit;
static size_t cluster;

static void fail(const char *what) {
    fprintf(stderr, "error: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void *grown(void *old, size_t bytes) {
    void *memory = realloc(old, bytes);
    if (!memory) fail("memory");
    return memory;
}

// Whether another name of the file was counted.
static int is_repeated(const struct stat *status) {
    if (status->st_nlink < 2) return 0;
    for (size_t index = 0; index < links; index++)
        if (seen[index] == status->st_ino) return 1;
    seen = grown(seen, (links + 1) * sizeof *seen);
    seen[links++] = status->st_ino;
    return 0;
}

static int add(const char *path, const struct stat *status, int kind, struct FTW *place) {
    (void)place;
    if (kind != FTW_F || !S_ISREG(status->st_mode) || is_repeated(status)) return 0;
    char *copy = strdup(path);
    for (off_t offset = 0; offset < status->st_size; offset += PORTION) {
        if (count == capacity) {
            capacity = capacity ? 2 * capacity : 1024;
            portions = grown(portions, capacity * sizeof *portions);
        }
        off_t rest = status->st_size - offset;
        portions[count++] =
            (struct portion){copy, offset, rest < PORTION ? (size_t)rest : PORTION};
    }
    return 0;
}

struct worker {
    char *input, *output;
    void *lz4;
    ZSTD_CCtx *zstd;
    double ratio; // of the input's length to the result's, in the piece before
};

static size_t zstd(struct worker *worker, const char *input, int length) {
    size_t size =
        ZSTD_compress2(worker->zstd, worker->output, ZSTD_compressBound(PORTION), input, length);
    if (ZSTD_isError(size)) fail("zstd");
    return size;
}

// The longest piece whose result fits, to a thousandth of a cluster, between one that fits and one
// that does not.
static int fitting(struct worker *worker, const char *input, int left) {
    double wanted = (double)cluster * worker->ratio;
    int length = wanted < left ? (int)wanted : left, fits = 0, exceeds = left + 1;
    size_t size = 0, small = 0, large = 0;
    for (int tries = 0; tries < 12; tries++) {
        size = zstd(worker, input, length);
        if (size <= cluster) {
            fits = length, small = size;
        } else {
            exceeds = length, large = size;
        }
        if (fits == left || (fits && cluster - small <= cluster / 1024)) break;
        double slope = large && fits ? (double)(large - small) / (exceeds - fits)
            : (double)size / length;
        length += (int)(((double)cluster - cluster / 2048.0 - (double)size) / slope);
        if (length <= fits) length = fits + 1;
        if (length >= exceeds) length = exceeds - 1;
        if (length <= fits || length < 1) break;
    }
    if (!fits) return left < (int)cluster ? left : (int)cluster; // stays as it is
    worker->ratio = (double)fits / (double)small;
    return fits;
}

// Compresses the start of what is left, and says how much of it went in.
static int piece(struct worker *worker, char *input, int left) {
    int taken = left;
    if (codec == PLAIN) {
        LZ4_compress_destSize(input, worker->output, &taken, (int)cluster);
    } else if (codec == HIGH) {
        LZ4_compress_HC_destSize(worker->lz4, input, worker->output, &taken, (int)cluster, level);
    } else if (must_fit) {
        taken = fitting(worker, input, left);
    } else {
        double wanted = (double)cluster * worker->ratio;
        if (wanted < taken) taken = (int)wanted;
        worker->ratio = (double)taken / (double)zstd(worker, input, taken);
        if (worker->ratio < 1) worker->ratio = 1;
    }
    if (taken <= 0) fail("nothing fits");
    return taken;
}

static void read_portion(const struct portion *portion, char *input) {
    int file = open(portion->path, O_RDONLY);
    if (file < 0) fail(portion->path);
    if (pread(file, input, portion->length, portion->offset) != (ssize_t)portion->length)
        fail(portion->path);
    close(file);
}

static void *work(void *unused) {
    (void)unused;
    struct worker worker = {
        .input = grown(NULL, PORTION),
        .output = grown(NULL, ZSTD_compressBound(PORTION)),
        .lz4 = grown(NULL, LZ4_sizeofStateHC()),
        .zstd = ZSTD_createCCtx(),
        .ratio = 2,
    };
    ZSTD_CCtx_setParameter(worker.zstd, ZSTD_c_compressionLevel, level);
    for (size_t index; (index = atomic_fetch_add(&next, 1)) < count;) {
        read_portion(&portions[index], worker.input);
        for (size_t done = 0; done < portions[index].length;)
            done += piece(&worker, worker.input + done, (int)(portions[index].length - done));
    }
    return NULL;
}

int main(int argc, char **argv) {
    if (argc != 6) {
        fprintf(stderr, "usage: codec {once | fit} CODEC[,LEVEL] CLUSTER THREADS FOLDER\n");
        return 64;
    }
    must_fit = !strcmp(argv[1], "fit");
    char *comma = strchr(argv[2], ',');
    level = comma ? atoi(comma + 1) : 9;
    if (comma) *comma = 0;
    codec = !strcmp(argv[2], "zstd") ? ZSTANDARD : !strcmp(argv[2], "lz4hc") ? HIGH : PLAIN;
    cluster = strtoul(argv[3], NULL, 10) * (strchr(argv[3], 'K') ? 1024 : 1);
    int threads = atoi(argv[4]);
    if (nftw(argv[5], add, 16, FTW_PHYS)) fail(argv[5]);
    pthread_t ids[64];
    if (threads < 1 || threads > 64 || !cluster) return 64;
    for (int index = 0; index < threads; index++)
        if (pthread_create(&ids[index], NULL, work, NULL)) fail("threads");
    for (int index = 0; index < threads; index++) pthread_join(ids[index], NULL);
    return 0;
}
