#include "references.h"

#include <sqlite3.h>
#include <stdio.h>

int reference_execute(const char *path, const char *sql) {
    sqlite3 *database = NULL;
    char *problem = NULL;
    int good = sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
               sqlite3_exec(database, sql, NULL, NULL, &problem) == SQLITE_OK;
    if (problem)
        fprintf(stderr, "%s\n", problem);
    sqlite3_free(problem);
    sqlite3_close(database);
    return good;
}
