// What labelling needs of libsepol: reading policies and policy modules, and checking contexts.
#include <sepol/context.h>
#include <sepol/context_record.h>
#include <sepol/handle.h>
#include <sepol/module.h>
#include <sepol/policydb.h>
