/* What the same work costs when it is done by hand in C, with nothing else: the measure of ours. */
#ifndef REFERENCES_H
#define REFERENCES_H

#include <stddef.h>
#include <stdint.h>

/* Writes a table of `rows` rows and 13 columns to an A4 PDF across, its header on every page, with
 * Cairo and a cache of glyph runs; returns the count of pages, 0 when it failed. */
long reference_pdf_table(const char *path, long rows);

/* Writes `messages` messages to a new SQLite file (WAL, synchronous=FULL), `batch` in a
 * transaction: for each an event, a content, a message and an inbound key; returns 0 when it
 * failed. */
long reference_ingest(const char *path, long messages, long batch);

/* Escapes and writes a page of 70 rows with 10 fields from chunks made before; returns its length.
 */
size_t reference_fill(char *buffer, size_t capacity, const char *const *fields, size_t rows,
                      size_t columns);

/* Copies pixels: the least that any picture costs. */
void reference_copy(uint8_t *to, const uint8_t *from, size_t count);

#endif
