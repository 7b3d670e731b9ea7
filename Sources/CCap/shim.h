#ifndef VENEER_CCAP_H
#define VENEER_CCAP_H

#include <sys/capability.h>

#endif
