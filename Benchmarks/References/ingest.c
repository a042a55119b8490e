#include "references.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static const char *const schema =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
    "CREATE TABLE event (seq INTEGER PRIMARY KEY, at INTEGER, actor TEXT, session INTEGER,"
    " type TEXT, version INTEGER, data TEXT);"
    "CREATE TABLE content (message INTEGER PRIMARY KEY, body TEXT);"
    "CREATE TABLE message (id INTEGER PRIMARY KEY, session INTEGER, channel INTEGER,"
    " contact INTEGER, direction TEXT, author TEXT, at INTEGER, delivery TEXT, provider_id TEXT);"
    "CREATE INDEX message_session ON message (session, id);"
    "CREATE TABLE inbound_key (channel INTEGER, key TEXT, PRIMARY KEY (channel, key)) WITHOUT "
    "ROWID;";

static const char *const inserts[] = {
    ("INSERT INTO event (at, actor, session, type, version, data) VALUES (?1, 'contact', ?2,"
     " 'messageAdded', 1, ?3)"),
    "INSERT INTO content (message, body) VALUES (?1, ?3)",
    "INSERT INTO message VALUES (?1, ?2, 1, ?2, 'inbound', 'contact', ?1, 'delivered', ?3)",
    "INSERT INTO inbound_key (channel, key) VALUES (1, ?3)",
};
enum { STATEMENTS = sizeof inserts / sizeof *inserts };

static int step(sqlite3_stmt *statement, long index, const char *text) {
    sqlite3_bind_int64(statement, 1, 1000000 + index);
    if (sqlite3_bind_parameter_count(statement) >= 2)
        sqlite3_bind_int64(statement, 2, index % 200);
    if (sqlite3_bind_parameter_count(statement) >= 3)
        sqlite3_bind_text(statement, 3, text, -1, SQLITE_TRANSIENT);
    int result = sqlite3_step(statement);
    sqlite3_reset(statement);
    return result == SQLITE_DONE;
}

long reference_ingest(const char *path, long messages, long batch) {
    sqlite3 *database = NULL;
    sqlite3_stmt *statements[STATEMENTS] = {0};
    long written = 0;
    int good = sqlite3_open(path, &database) == SQLITE_OK &&
               sqlite3_exec(database, schema, NULL, NULL, NULL) == SQLITE_OK;
    for (int i = 0; good && i < STATEMENTS; i++)
        good = sqlite3_prepare_v2(database, inserts[i], -1, &statements[i], NULL) == SQLITE_OK;
    while (good && written < messages) {
        good = sqlite3_exec(database, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK;
        for (long i = 0; good && i < batch && written < messages; i++, written++) {
            char text[160];
            snprintf(text, sizeof text, "Bom dia! Gostaria de saber do meu pedido número %ld.",
                     written);
            for (int s = 0; good && s < STATEMENTS; s++)
                good = step(statements[s], written, text);
        }
        good = good && sqlite3_exec(database, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
    }
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(statements[i]);
    sqlite3_close(database);
    return good ? written : 0;
}
