#ifndef VENEER_CRPM_H
#define VENEER_CRPM_H

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <rpm/header.h>
#include <rpm/rpmarchive.h>
#include <rpm/rpmbase64.h>
#include <rpm/rpmcli.h>
#include <rpm/rpmcrypto.h>
#include <rpm/rpmds.h>
#include <rpm/rpmfi.h>
#include <rpm/rpmfiles.h>
#include <rpm/rpmio.h>
#include <rpm/rpmkeyring.h>
#include <rpm/rpmlib.h>
#include <rpm/rpmlog.h>
#include <rpm/rpmmacro.h>
#include <rpm/rpmpgp.h>
#include <rpm/rpmtag.h>
#include <rpm/rpmtd.h>
#include <rpm/rpmts.h>
#include <rpm/rpmver.h>

/* openat2(2) has no C function, and syscall(2) is variadic, which Swift does not import. The structure is
   struct open_how of linux/openat2.h, whose header older distributions lack; 0x10 is RESOLVE_IN_ROOT. */
static inline int open_in_root(int root, const char *path, int flags) {
    struct { uint64_t flags, mode, resolve; } how = { (uint64_t)flags, 0, 0x10 };
#ifdef SYS_openat2
    return (int)syscall(SYS_openat2, root, path, &how, sizeof how);
#else
    return (int)syscall(437, root, path, &how, sizeof how);
#endif
}

#endif
