// What labelling needs of libselinux: looking paths up in file contexts.
#include <selinux/label.h>
#include <selinux/selinux.h>
