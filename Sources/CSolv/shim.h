#ifndef VENEER_CSOLV_H
#define VENEER_CSOLV_H

#include <solv/pool.h>
#include <solv/pool_parserpmrichdep.h>
#include <solv/poolarch.h>
#include <solv/repo.h>
#include <solv/repo_rpmdb.h>
#include <solv/repo_solv.h>
#include <solv/repo_write.h>
#include <solv/selection.h>
#include <solv/solver.h>
#include <solv/solv_xfopen.h>
#include <solv/chksum.h>
#include <solv/util.h>

#endif
