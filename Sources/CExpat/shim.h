// What the XML target needs of Expat: reading small documents.
#include <expat.h>
