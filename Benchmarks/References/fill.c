#include "references.h"

#include <string.h>

static const char *const chunks[] = {"<tr class=\"card\"><td data-name=\"a\">",
                                     "</td><td>",
                                     "</td><td class=\"number\">",
                                     "</td><td title=\"",
                                     "\">",
                                     "</td><td>",
                                     "</td><td>",
                                     "</td><td>",
                                     "</td><td>",
                                     "</td><td class=\"end\">"};

static char *put(char *at, const char *end, const char *text) {
    size_t length = strlen(text);
    if (at + length > end)
        return at;
    memcpy(at, text, length);
    return at + length;
}

static char *escape(char *at, const char *end, const char *text) {
    for (; *text && at + 6 < end; text++)
        switch (*text) {
        case '&':
            at = put(at, end, "&amp;");
            break;
        case '<':
            at = put(at, end, "&lt;");
            break;
        case '>':
            at = put(at, end, "&gt;");
            break;
        case '"':
            at = put(at, end, "&quot;");
            break;
        default:
            *at++ = *text;
        }
    return at;
}

size_t reference_fill(char *buffer, size_t capacity, const char *const *fields, size_t rows,
                      size_t columns) {
    char *at = buffer;
    const char *end = buffer + capacity;
    at = put(at, end, "<!DOCTYPE html><html><body><table>");
    for (size_t row = 0; row < rows; row++) {
        for (size_t column = 0; column < columns; column++) {
            at = put(at, end, chunks[column % 10]);
            at = escape(at, end, fields[row * columns + column]);
        }
        at = put(at, end, "</td></tr>");
    }
    at = put(at, end, "</table></body></html>");
    return (size_t)(at - buffer);
}

void reference_copy(uint8_t *to, const uint8_t *from, size_t count) { memcpy(to, from, count); }
