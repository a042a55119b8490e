/* A report that writes one block of each kind, as it was built when this ABI was released. */
#include <math.h>
#include <string.h>

#include "conecta_plugin.h"

CNX_DECLARE_NOTE;

#define TRY(call)                                                                                  \
    do {                                                                                           \
        cnx_status status_ = (call);                                                               \
        if (status_ != CNX_OK) return status_;                                                     \
    } while (0)

struct cnx_instance {
    const cnx_host_v1 *host;
};

static struct cnx_instance only;

static cnx_status create(const cnx_host_v1 *host, cnx_call *call, cnx_str feature_id,
                         cnx_instance **instance) {
    (void)call;
    (void)feature_id;
    only.host = host;
    *instance = &only;
    return CNX_OK;
}

static void destroy(cnx_instance *instance) { (void)instance; }

static cnx_status text_blocks(cnx_call *call, const cnx_paper_v1 *paper) {
    cnx_heading_v1 heading = {
        .size = sizeof heading, .level = 2, .text = CNX_S("Heading"), .anchor = CNX_S("here")};
    TRY(paper->heading(call, &heading));
    cnx_run_v1 runs[] = {
        {.text = CNX_S("one "), .flags = CNX_RUN_BOLD},
        {.text = CNX_S("two"), .link = CNX_S("#here"), .tone = CNX_TONE_CRITICAL},
    };
    cnx_paragraph_v1 paragraph = {.size = sizeof paragraph,
                                  .alignment = CNX_ALIGN_JUSTIFY,
                                  .scale = 1.5,
                                  .runs = runs,
                                  .n_runs = 2};
    TRY(paper->paragraph(call, &paragraph));
    cnx_fact_v1 fact = {.name = CNX_S("Fact"),
                        .value = {.kind = CNX_VALUE_INTEGER, .integer = 7},
                        .tone = CNX_TONE_GOOD};
    cnx_facts_v1 facts = {.size = sizeof facts, .columns = 3, .items = &fact, .n_items = 1};
    return paper->facts(call, &facts);
}

static cnx_status figures(cnx_call *call, const cnx_paper_v1 *paper) {
    double past[] = {1, 2, NAN, 4};
    cnx_tile_v1 tile = {.id = CNX_S("tile"),
                        .title = CNX_S("Tile"),
                        .value = {.kind = CNX_VALUE_DURATION, .integer = 61000},
                        .sparkline = past,
                        .n_sparkline = 4,
                        .target = {.kind = CNX_VALUE_DURATION, .integer = 60000},
                        .trend = {.kind = CNX_VALUE_DURATION, .integer = -1000},
                        .trend_tone = CNX_TONE_GOOD,
                        .trend_label = CNX_S("since yesterday")};
    cnx_tiles_v1 tiles = {.size = sizeof tiles, .items = &tile, .n_items = 1};
    TRY(paper->tiles(call, &tiles));
    cnx_str names[] = {CNX_S("a"), CNX_S("b")};
    double values[] = {1, 2};
    cnx_series_v1 series = {.name = CNX_S("s"), .values = values, .n_values = 2};
    cnx_chart_v1 chart = {.size = sizeof chart,
                          .kind = CNX_CHART_BAR,
                          .title = CNX_S("Chart"),
                          .alternative = CNX_S("two bars"),
                          .categories = names,
                          .n_categories = 2,
                          .series = &series,
                          .n_series = 1,
                          .target = 1.5,
                          .maximum = 3};
    return paper->chart(call, &chart);
}

static cnx_status rows(cnx_call *call, const cnx_paper_v1 *paper) {
    cnx_table_column_v1 columns[] = {
        {.id = CNX_S("name"), .title = CNX_S("Name"), .weight = 2},
        {.id = CNX_S("share"), .title = CNX_S("Share"), .alignment = CNX_ALIGN_END},
    };
    cnx_table_v1 table = {
        .size = sizeof table, .title = CNX_S("Table"), .columns = columns, .n_columns = 2};
    TRY(paper->table_start(call, &table));
    cnx_cell_v1 cells[] = {
        {.value = {.kind = CNX_VALUE_TEXT, .text = CNX_S("x")}, .link = CNX_S("https://a.example")},
        {.value = {.kind = CNX_VALUE_PERCENT, .number = 0.25}, .tone = CNX_TONE_WARNING},
    };
    cnx_row_v1 row = {.size = sizeof row, .kind = CNX_ROW_TOTAL, .cells = cells, .n_cells = 2};
    TRY(paper->row(call, &row));
    TRY(paper->table_end(call));
    cnx_transcript_v1 transcript = {.size = sizeof transcript, .title = CNX_S("Talk")};
    TRY(paper->transcript_start(call, &transcript));
    cnx_entry_file_v1 file = {.name = CNX_S("a.pdf"), .detail = CNX_S("9 KB")};
    cnx_entry_v1 entry = {.size = sizeof entry,
                          .side = CNX_SIDE_CONTACT,
                          .moment_ms = 1000,
                          .author = CNX_S("Ana"),
                          .text = CNX_S("Oi"),
                          .files = &file,
                          .n_files = 1};
    TRY(paper->entry(call, &entry));
    return paper->transcript_end(call);
}

static cnx_status drawing(cnx_call *call, const cnx_paper_v1 *paper) {
    cnx_text_style_v1 style = {.size = sizeof style, .weight = 700, .size_pt = 10};
    double width = 0, height = 0;
    TRY(paper->measure(call, CNX_S("wide"), &style, &width, &height));
    cnx_operation_v1 operations[] = {
        {.kind = CNX_DRAW_SAVE},
        {.kind = CNX_DRAW_RECTANGLE, .fill = 0x11223344, .n = {0, 0, width, height, 2}},
        {.kind = CNX_DRAW_TEXT, .text = CNX_S("wide"), .weight = 700, .n = {1, 9, 10}},
        {.kind = CNX_DRAW_RESTORE},
    };
    cnx_canvas_v1 canvas = {.size = sizeof canvas,
                            .width_pt = 100,
                            .height_pt = 50,
                            .alternative = CNX_S("a word"),
                            .operations = operations,
                            .n_operations = 4};
    TRY(paper->canvas(call, &canvas));
    cnx_grid_v1 grid = {.size = sizeof grid, .columns = 4, .rows = 2, .title = CNX_S("Grid")};
    TRY(paper->grid_start(call, &grid));
    cnx_grid_cell_v1 cell = {.size = sizeof cell, .column = 1, .row = 1, .width = 2, .height = 1};
    TRY(paper->grid_cell(call, &cell));
    TRY(text_blocks(call, paper));
    TRY(paper->grid_end(call));
    return paper->page_break(call);
}

static cnx_status render(cnx_instance *instance, cnx_call *call, const cnx_report_job_v1 *job,
                         const cnx_paper_v1 *paper) {
    if (instance->host->cancelled(call)) return CNX_E_CANCELLED;
    cnx_document_v1 document = {.size = sizeof document,
                                .title = CNX_S("Blocks"),
                                .subtitle = job->viewer,
                                .width_pt = job->width_pt,
                                .height_pt = job->height_pt};
    TRY(paper->document(call, &document));
    TRY(text_blocks(call, paper));
    TRY(figures(call, paper));
    TRY(rows(call, paper));
    return drawing(call, paper);
}

static const cnx_report_v1 table = {
    .size = sizeof table, .create = create, .destroy = destroy, .render = render};

static const cnx_feature_v1 feature = {.size = sizeof feature,
                                       .kind = CNX_LITERAL(CNX_KIND_REPORT),
                                       .id = CNX_LITERAL("blocks"),
                                       .name = CNX_LITERAL("Blocks"),
                                       .vtable = &table,
                                       .schema_json = CNX_LITERAL("{\"type\": \"object\"}")};

static const cnx_plugin_v1 plugin = {.size = sizeof plugin,
                                     .abi_major = CNX_ABI_MAJOR,
                                     .abi_minor = CNX_ABI_MINOR,
                                     .id = CNX_LITERAL("conecta.example.blocks"),
                                     .version = CNX_LITERAL("1.0.0"),
                                     .features = &feature,
                                     .n_features = 1};

const cnx_plugin_v1 *conecta_plugin_v1(uint32_t host_major, uint32_t host_minor) {
    (void)host_minor;
    return host_major == CNX_ABI_MAJOR ? &plugin : 0;
}
