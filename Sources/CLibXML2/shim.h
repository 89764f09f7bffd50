#pragma once
// Debian's libxml2 headers pull in the system's ICU, which collides with the ICU inside Foundation.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlwriter.h>

// `xmlFree` is a mutable global, which Swift 6 refuses to read.
static inline void whtest_xml_free(void *memory) { xmlFree(memory); }
