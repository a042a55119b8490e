/* Small things for texts that are borrowed and have no zero at their end. */
#ifndef TEXT_H
#define TEXT_H

#include "conecta_plugin.h"

#include <string.h>

/* Takes what stands before a mark, and the mark, off the beginning of a text. */
static cnx_str cut(cnx_str *rest, char mark) {
    cnx_str part = *rest;
    const char *end = rest->len > 0 ? memchr(rest->ptr, mark, rest->len) : NULL;
    if (end != NULL)
        part.len = (size_t)(end - rest->ptr);
    size_t used = end != NULL ? part.len + 1 : part.len;
    *rest = (cnx_str){rest->ptr + used, rest->len - used};
    return part;
}

static bool is(cnx_str text, const char *word) {
    return text.len == strlen(word) && memcmp(text.ptr, word, text.len) == 0;
}

static bool is_id(cnx_str text) {
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] <= ' ' || text.ptr[i] > '~')
            return false;
    return text.len > 0 && text.len <= 200;
}

/* Finds a text in a flat JSON object; bring a JSON parser for more than this. */
static cnx_str field(cnx_str json, const char *name) {
    while (json.len > 0) {
        cut(&json, '"');
        cnx_str key = cut(&json, '"');
        cut(&json, '"');
        cnx_str value = cut(&json, '"');
        if (is(key, name))
            return value;
    }
    return (cnx_str){NULL, 0};
}

#endif
