// What the RPM target needs of Expat: reading metalink documents.
#include <expat.h>
