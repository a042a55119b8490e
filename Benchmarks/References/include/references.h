/* What the same work costs when it is done by hand in C, with nothing else: the measure of ours. */
#ifndef REFERENCES_H
#define REFERENCES_H

#include <stddef.h>
#include <stdint.h>

/* Writes a table of `rows` rows and 13 columns to an A4 PDF across, its header on every page, with
 * Cairo and a cache of glyph runs; returns the count of pages, 0 when it failed. */
long reference_pdf_table(const char *path, long rows);

/* Is the rows of messages that a store of ours has, to be written again into another. */
typedef struct reference_ingest reference_ingest;

/* Reads what messages wrote to the store `source` into memory, and opens the store `target`, which
 * has the same tables and no rows, on a connection set up as ours; returns NULL when that failed.
 */
reference_ingest *reference_ingest_open(const char *source, const char *target);

/* Writes the same rows through SQLite's own interface, `batch` messages in a transaction; returns
 * how many messages that were, 0 when it failed. */
long reference_ingest_run(reference_ingest *ingest, long batch);

/* Ends it. */
void reference_ingest_close(reference_ingest *ingest);

/* Runs SQL on a database; returns 0 when it failed, and says why on the standard error. */
int reference_execute(const char *path, const char *sql);

/* Escapes and writes a page of 70 rows with 10 fields from chunks made before; returns its length.
 */
size_t reference_fill(char *buffer, size_t capacity, const char *const *fields, size_t rows,
                      size_t columns);

/* Copies pixels: the least that any picture costs. */
void reference_copy(uint8_t *to, const uint8_t *from, size_t count);

/* Decodes a PNG into rows of 32-bit pixels without gaps, to be freed by the caller; returns NULL
 * when it is none. */
uint8_t *reference_decode(const uint8_t *png, size_t count, size_t *width, size_t *height);

/* Packs pixels into the rows of a PNG and deflates them with ISA-L at level 1, on one thread;
 * returns the length, 0 when it failed. `rows` has room for (3 * width + 1) * height bytes. */
size_t reference_deflate(uint8_t *to, size_t capacity, uint8_t *rows, const uint8_t *pixels,
                         size_t width, size_t height);

/* Sends bytes to another process over a socketpair and waits for others, many times.
   Gives the seconds of one round; negative when it does not work. */
double reference_ping_pong(size_t there, size_t back, int rounds);

/* A plugin's library with an instance of its first channel, and nothing of a host around it. */
typedef struct reference_plugin reference_plugin;

/* Opens a library and makes an instance of its first channel; returns NULL when that failed. */
reference_plugin *reference_plugin_open(const char *path, const char *configuration);

/* Calls the channel's webhook with a body; returns how many events it told in all so far, or a
 * negative number when it failed. */
long reference_plugin_webhook(reference_plugin *plugin, const uint8_t *body, size_t count);

/* Ends the instance; the library stays loaded. */
void reference_plugin_close(reference_plugin *plugin);

#endif
