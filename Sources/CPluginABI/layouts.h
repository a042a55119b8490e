/* Two assertions about the struct that T names at the moment. */
#ifndef CONECTA_LAYOUTS_H
#define CONECTA_LAYOUTS_H

#include "conecta_plugin.h"

#define SIZE(bytes) _Static_assert(sizeof(T) == (bytes), "size")
#define AT(field, bytes) _Static_assert(offsetof(T, field) == (bytes), #field)

#endif
