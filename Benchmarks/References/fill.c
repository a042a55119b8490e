#include "references.h"

#include <string.h>

typedef struct {
    const char *text;
    size_t length;
} chunk;

#define CHUNK(literal)                                                                             \
    { literal, sizeof literal - 1 }

/* What stands before each of the ten fields, and what ends a row and the page. */
static const chunk before[] = {CHUNK("<tr class=\"card\"><td data-name=\"a\">"),
                               CHUNK("</td><td>"),
                               CHUNK("</td><td class=\"number\">"),
                               CHUNK("</td><td title=\""),
                               CHUNK("\">"),
                               CHUNK("</td><td>"),
                               CHUNK("</td><td>"),
                               CHUNK("</td><td>"),
                               CHUNK("</td><td>"),
                               CHUNK("</td><td class=\"end\">")};
static const chunk start = CHUNK("<!DOCTYPE html><html><body><table>");
static const chunk row_end = CHUNK("</td></tr>");
static const chunk end_of_page = CHUNK("</table></body></html>");

/* What a byte becomes; the end of a text is among them so that it ends a run too. */
static const chunk escapes[256] = {['&'] = CHUNK("&amp;"),
                                   ['<'] = CHUNK("&lt;"),
                                   ['>'] = CHUNK("&gt;"),
                                   ['"'] = CHUNK("&quot;"),
                                   ['\0'] = CHUNK("\0")};

static char *put(char *at, const char *end, const char *text, size_t length) {
    if (length > (size_t)(end - at))
        return at;
    memcpy(at, text, length);
    return at + length;
}

static char *escape(char *at, const char *end, const char *text) {
    for (;;) {
        const char *run = text;
        while (!escapes[(uint8_t)*text].length)
            text++;
        at = put(at, end, run, (size_t)(text - run));
        if (!*text)
            return at;
        const chunk *escaped = &escapes[(uint8_t)*text++];
        at = put(at, end, escaped->text, escaped->length);
    }
}

size_t reference_fill(char *buffer, size_t capacity, const char *const *fields, size_t rows,
                      size_t columns) {
    char *at = buffer;
    const char *end = buffer + capacity;
    at = put(at, end, start.text, start.length);
    for (size_t row = 0; row < rows; row++) {
        for (size_t column = 0; column < columns; column++) {
            at = put(at, end, before[column % 10].text, before[column % 10].length);
            at = escape(at, end, fields[row * columns + column]);
        }
        at = put(at, end, row_end.text, row_end.length);
    }
    at = put(at, end, end_of_page.text, end_of_page.length);
    return (size_t)(at - buffer);
}
