/* Display Name: a report for Conecta that lists sessions with how long each waited.
 *
 * A report says what there is, in reading order; the host makes PDF, PNG, HTML and CSV of it. The
 * words stand in locales/. The description of the plugin is in plugin.c.
 */
#include "conecta_plugin.h"

#include <stdlib.h>
#include <string.h>

struct cnx_instance {
    const cnx_host_v1 *host;
    const cnx_host_query_v1 *query;
    const cnx_host_words_v1 *words;
};

static cnx_status create(const cnx_host_v1 *host, cnx_call *call, cnx_str feature_id,
                         cnx_instance **instance) {
    (void)feature_id;
    struct cnx_instance *made = calloc(1, sizeof *made);
    if (made == NULL)
        return host->fail(call, CNX_E_INTERNAL, CNX_S(""), CNX_S("out of memory"), 0);
    made->host = host;
    made->query = host->extension(host->context, CNX_S(CNX_HOST_QUERY));
    made->words = host->extension(host->context, CNX_S(CNX_HOST_WORDS));
    *instance = made;
    return CNX_OK;
}

static void destroy(cnx_instance *instance) { free(instance); }

/* The words of a key in the language of the job. */
static cnx_str words(cnx_instance *self, cnx_call *call, const char *key) {
    cnx_str text = {key, strlen(key)};
    (void)self->words->text(call, text, NULL, 0, &text);
    return text;
}

/* The column of a batch that has a name; NULL when there is none. */
static const cnx_column_v1 *column(const cnx_batch_v1 *batch, const char *name) {
    for (uint32_t i = 0; i < batch->n_columns; i++) {
        cnx_str other = batch->columns[i].name;
        if (other.len == strlen(name) && memcmp(other.ptr, name, other.len) == 0)
            return &batch->columns[i];
    }
    return NULL;
}

/* What a column holds in a row; nothing where there is nothing. */
static cnx_value_v1 value(const cnx_column_v1 *column, uint64_t row) {
    cnx_value_v1 value = {.kind = CNX_VALUE_NOTHING};
    if (column == NULL)
        return value;
    if (column->valid != NULL && (column->valid[row / 8] >> (row % 8) & 1) == 0)
        return value;
    if (column->type == CNX_COLUMN_TEXT) {
        const uint32_t *offsets = column->offsets;
        value.kind = CNX_VALUE_TEXT;
        value.text.ptr = (const char *)column->values + offsets[row];
        value.text.len = offsets[row + 1] - offsets[row];
    } else if (column->type == CNX_COLUMN_DURATION_MS) {
        value.kind = CNX_VALUE_DURATION;
        value.integer = ((const int64_t *)column->values)[row];
    } else if (column->type == CNX_COLUMN_INTEGER) {
        value.kind = CNX_VALUE_INTEGER;
        value.integer = ((const int64_t *)column->values)[row];
    }
    return value;
}

static cnx_status rows(cnx_instance *self, cnx_call *call, cnx_cursor *cursor,
                       const cnx_paper_v1 *paper) {
    for (;;) {
        const cnx_batch_v1 *batch;
        cnx_status status = self->query->next(call, cursor, &batch);
        if (status != CNX_OK || batch->n_rows == 0)
            return status;
        const cnx_column_v1 *protocol = column(batch, "protocol");
        const cnx_column_v1 *contact = column(batch, "contact");
        const cnx_column_v1 *wait = column(batch, "wait");
        for (uint64_t i = 0; i < batch->n_rows; i++) {
            if (self->host->cancelled(call))
                return CNX_E_CANCELLED;
            const cnx_cell_v1 cells[] = {{.value = value(protocol, i)},
                                         {.value = value(contact, i)},
                                         {.value = value(wait, i)}};
            const cnx_row_v1 row = {.size = sizeof row, .cells = cells, .n_cells = 3};
            if ((status = paper->row(call, &row)) != CNX_OK)
                return status;
        }
    }
}

static cnx_status render(cnx_instance *self, cnx_call *call, const cnx_report_job_v1 *job,
                         const cnx_paper_v1 *paper) {
    cnx_str title = words(self, call, "skeleton.title");
    const cnx_document_v1 document = {
        .size = sizeof document, .title = title, .footer = job->viewer};
    const cnx_heading_v1 heading = {.size = sizeof heading, .level = 1, .text = title};
    const cnx_table_column_v1 columns[] = {
        {.id = CNX_S("protocol"), .title = words(self, call, "skeleton.protocol"), .weight = 2},
        {.id = CNX_S("contact"), .title = words(self, call, "skeleton.contact"), .weight = 2},
        {.id = CNX_S("wait"),
         .title = words(self, call, "skeleton.wait"),
         .alignment = CNX_ALIGN_END}};
    const cnx_table_v1 table = {.size = sizeof table,
                                .empty_text = words(self, call, "skeleton.none"),
                                .columns = columns,
                                .n_columns = 3};
    cnx_cursor *cursor;
    cnx_status status = self->query->open(call, CNX_S("sessions"), job->parameters_json, &cursor);
    if (status != CNX_OK || (status = paper->document(call, &document)) != CNX_OK ||
        (status = paper->heading(call, &heading)) != CNX_OK ||
        (status = paper->table_start(call, &table)) != CNX_OK ||
        (status = rows(self, call, cursor, paper)) != CNX_OK)
        return status;
    return paper->table_end(call);
}

const cnx_report_v1 report_functions = {
    .size = sizeof(cnx_report_v1), .create = create, .destroy = destroy, .render = render};
