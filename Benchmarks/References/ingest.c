#include "references.h"

#include <sqlite3.h>
#include <stdlib.h>

/* One table's rows, read before the clock runs: `columns` values a row, one row after another. */
typedef struct {
    const char *select;
    const char *write;
    int columns;
    long count;
    sqlite3_value **values;
    sqlite3_stmt *writer;
} table;

/* What a message writes, row for row: two events, its words, the message, its key, and what a
 * message changes of its session. A hash's rows come in no order, as the messages brought them. */
enum { EVENTS, CONTENTS, MESSAGES, KEYS, SESSIONS, TABLES };

static const table tables[TABLES] = {
    {"SELECT seq, at, actor, session, subject, type, version, data FROM event"
     " WHERE type IN ('message-added', 'inbound-accepted') ORDER BY seq",
     "INSERT INTO event (seq, at, actor, session, subject, type, version, data)"
     " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"},
    {"SELECT id, kind, text, provider_id FROM content ORDER BY id",
     "INSERT INTO content (id, kind, text, provider_id) VALUES (?, ?, ?, ?)"},
    {"SELECT id, session, channel, contact, direction, author, at, sent_at, delivery, attempts,"
     " has_files, is_filtered, address FROM message ORDER BY id",
     "INSERT INTO message (id, session, channel, contact, direction, author, at, sent_at, delivery,"
     " attempts, has_files, is_filtered, address) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
    {"SELECT channel, key FROM inbound_key ORDER BY substr(key, 9)",
     "INSERT INTO inbound_key (channel, key) VALUES (?, ?)"},
    {"SELECT sent_at, message.id, row_number() OVER (PARTITION BY session ORDER BY message.id),"
     " NULL, sent_at, NULL, NULL,"
     " row_number() OVER (PARTITION BY session ORDER BY message.id), 0, 5, session"
     " FROM message ORDER BY message.id",
     "UPDATE session SET last_inbound_at = ?, last_message = ?, unread = ?,"
     " contact_silent_since = ?, agent_silent_since = ?, warned_at = ?, first_response = ?,"
     " messages_in = ?, messages_out = ?, progress = ? WHERE id = ?"},
};

struct reference_ingest {
    sqlite3 *database;
    table tables[TABLES];
};

/* What was there before the messages: taken over as it is. */
static const char *const before =
    "INSERT INTO session SELECT * FROM source.session;"
    "INSERT INTO leg SELECT * FROM source.leg; INSERT INTO episode SELECT * FROM source.episode;"
    "INSERT INTO contact SELECT * FROM source.contact;"
    "INSERT INTO address SELECT * FROM source.address;";

static int copy_before(sqlite3 *database, const char *source) {
    sqlite3_stmt *attach = NULL;
    int good = sqlite3_prepare_v2(database, "ATTACH DATABASE ? AS source", -1, &attach, NULL) ==
                   SQLITE_OK &&
               sqlite3_bind_text(attach, 1, source, -1, SQLITE_STATIC) == SQLITE_OK &&
               sqlite3_step(attach) == SQLITE_DONE;
    sqlite3_finalize(attach);
    return good && sqlite3_exec(database, before, NULL, NULL, NULL) == SQLITE_OK;
}

static int read_rows(sqlite3 *database, table *rows) {
    sqlite3_stmt *reader = NULL;
    long capacity = 0;
    if (sqlite3_prepare_v2(database, rows->select, -1, &reader, NULL) != SQLITE_OK)
        return 0;
    rows->columns = sqlite3_column_count(reader);
    int result;
    while ((result = sqlite3_step(reader)) == SQLITE_ROW) {
        if ((rows->count + 1) * rows->columns > capacity) {
            capacity = capacity ? capacity * 2 : 65536;
            void *grown = realloc(rows->values, (size_t)capacity * sizeof *rows->values);
            if (!grown)
                break;
            rows->values = grown;
        }
        for (int i = 0; i < rows->columns; i++)
            rows->values[rows->count * rows->columns + i] =
                sqlite3_value_dup(sqlite3_column_value(reader, i));
        rows->count++;
    }
    sqlite3_finalize(reader);
    return result == SQLITE_DONE;
}

static int write_row(const table *rows, long index) {
    for (int i = 0; i < rows->columns; i++)
        sqlite3_bind_value(rows->writer, i + 1, rows->values[index * rows->columns + i]);
    int result = sqlite3_step(rows->writer);
    sqlite3_reset(rows->writer);
    return result == SQLITE_DONE;
}

static int write_message(const reference_ingest *ingest, long index) {
    const table *all = ingest->tables;
    return write_row(&all[EVENTS], 2 * index) && write_row(&all[EVENTS], 2 * index + 1) &&
           write_row(&all[CONTENTS], index) && write_row(&all[MESSAGES], index) &&
           write_row(&all[KEYS], index) && write_row(&all[SESSIONS], index);
}

reference_ingest *reference_ingest_open(const char *source, const char *target) {
    reference_ingest *ingest = calloc(1, sizeof *ingest);
    if (!ingest)
        return NULL;
    int good =
        sqlite3_open_v2(target, &ingest->database, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
        sqlite3_busy_timeout(ingest->database, 10000) == SQLITE_OK &&
        sqlite3_exec(ingest->database,
                     "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16384;"
                     "PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY",
                     NULL, NULL, NULL) == SQLITE_OK &&
        copy_before(ingest->database, source);
    sqlite3 *old = NULL;
    good = good && sqlite3_open_v2(source, &old, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
           sqlite3_busy_timeout(old, 10000) == SQLITE_OK;
    for (int i = 0; good && i < TABLES; i++) {
        ingest->tables[i] = tables[i];
        good = read_rows(old, &ingest->tables[i]) &&
               sqlite3_prepare_v2(ingest->database, tables[i].write, -1, &ingest->tables[i].writer,
                                  NULL) == SQLITE_OK;
    }
    sqlite3_close(old);
    if (good)
        return ingest;
    reference_ingest_close(ingest);
    return NULL;
}

long reference_ingest_run(reference_ingest *ingest, long batch) {
    long written = 0;
    long count = ingest->tables[MESSAGES].count;
    int good = ingest->tables[EVENTS].count == 2 * count &&
               ingest->tables[CONTENTS].count == count && ingest->tables[KEYS].count == count;
    while (good && written < count) {
        good = sqlite3_exec(ingest->database, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK;
        for (long i = 0; good && i < batch && written < count; i++, written++)
            good = write_message(ingest, written);
        good = good && sqlite3_exec(ingest->database, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
    }
    return good ? written : 0;
}

void reference_ingest_close(reference_ingest *ingest) {
    for (int i = 0; i < TABLES; i++) {
        table *rows = &ingest->tables[i];
        for (long value = 0; value < rows->count * rows->columns; value++)
            sqlite3_value_free(rows->values[value]);
        free(rows->values);
        sqlite3_finalize(rows->writer);
    }
    sqlite3_close(ingest->database);
    free(ingest);
}
