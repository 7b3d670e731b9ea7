// System calls that Swift cannot express: `syscall` takes a variable number of arguments.
#pragma once
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// openat2(2) with RESOLVE_IN_ROOT: links and ".." lead nowhere but below the folder.
static inline int veneer_open_in_root(int folder, const char *path, uint64_t flags, uint64_t mode) {
    struct open_how how = {
        .flags = flags | O_CLOEXEC,
        .mode = (flags & O_CREAT) ? mode : 0,
        .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
    };
    return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

// O_PATH, which needs _GNU_SOURCE: whether something is there, without reading it.
static inline int veneer_find_in_root(int folder, const char *path) {
    return veneer_open_in_root(folder, path, 010000000, 0);
}
