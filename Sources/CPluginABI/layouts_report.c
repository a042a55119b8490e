/* Holds the layouts of reports to what ABI 1 promises: a change here is a new
 * struct name, never a new number. All pointers have 8 bytes; the numbers are the same on x86-64 and AArch64. */
#include "layouts.h"

#define T cnx_report_job_v1
SIZE(136);
AT(size, 0); AT(flags, 4); AT(format, 8); AT(language, 24); AT(time_zone, 40);
AT(parameters_json, 56); AT(viewer, 72); AT(company, 88); AT(data_as_of_ms, 104); AT(width_pt, 112);
AT(height_pt, 120); AT(scale, 128);
#undef T

#define T cnx_document_v1
SIZE(80);
AT(size, 0); AT(flags, 4); AT(title, 8); AT(subtitle, 24); AT(footer, 40); AT(width_pt, 56);
AT(height_pt, 64); AT(margin_pt, 72);
#undef T

#define T cnx_heading_v1
SIZE(40);
AT(size, 0); AT(level, 4); AT(text, 8); AT(anchor, 24);
#undef T

#define T cnx_run_v1
SIZE(40);
AT(text, 0); AT(link, 16); AT(flags, 32); AT(tone, 36);
#undef T

#define T cnx_paragraph_v1
SIZE(32);
AT(size, 0); AT(alignment, 4); AT(scale, 8); AT(runs, 16); AT(n_runs, 24);
#undef T

#define T cnx_fact_v1
SIZE(64);
AT(name, 0); AT(value, 16); AT(tone, 56); AT(reserved, 60);
#undef T

#define T cnx_facts_v1
SIZE(24);
AT(size, 0); AT(columns, 4); AT(items, 8); AT(n_items, 16);
#undef T

#define T cnx_tile_v1
SIZE(240);
AT(id, 0); AT(title, 16); AT(value, 32); AT(note, 72); AT(status, 88); AT(symbol, 104);
AT(sparkline, 120); AT(n_sparkline, 128); AT(tone, 136); AT(trend_tone, 140); AT(target, 144);
AT(trend, 184); AT(trend_label, 224);
#undef T

#define T cnx_tiles_v1
SIZE(24);
AT(size, 0); AT(flags, 4); AT(items, 8); AT(n_items, 16);
#undef T

#define T cnx_series_v1
SIZE(40);
AT(name, 0); AT(values, 16); AT(n_values, 24); AT(tone, 32); AT(reserved, 36);
#undef T

#define T cnx_chart_v1
SIZE(136);
AT(size, 0); AT(kind, 4); AT(unit, 8); AT(edge_unit, 12); AT(height_pt, 16); AT(title, 24);
AT(alternative, 40); AT(categories, 56); AT(n_categories, 64); AT(series, 72); AT(n_series, 80);
AT(target, 88); AT(target_label, 96); AT(maximum, 112); AT(edges, 120); AT(n_edges, 128);
#undef T

#define T cnx_picture_v1
SIZE(48);
AT(size, 0); AT(flags, 4); AT(bytes, 8); AT(alternative, 24); AT(width_pt, 40);
#undef T

#define T cnx_table_column_v1
SIZE(64);
AT(id, 0); AT(title, 16); AT(group, 32); AT(weight, 48); AT(alignment, 56); AT(reserved, 60);
#undef T

#define T cnx_table_v1
SIZE(56);
AT(size, 0); AT(flags, 4); AT(title, 8); AT(empty_text, 24); AT(columns, 40); AT(n_columns, 48);
#undef T

#define T cnx_cell_v1
SIZE(64);
AT(value, 0); AT(link, 40); AT(tone, 56); AT(reserved, 60);
#undef T

#define T cnx_row_v1
SIZE(24);
AT(size, 0); AT(kind, 4); AT(cells, 8); AT(n_cells, 16);
#undef T

#define T cnx_transcript_v1
SIZE(40);
AT(size, 0); AT(flags, 4); AT(title, 8); AT(empty_text, 24);
#undef T

#define T cnx_entry_file_v1
SIZE(48);
AT(name, 0); AT(detail, 16); AT(thumbnail, 32);
#undef T

#define T cnx_entry_v1
SIZE(104);
AT(size, 0); AT(side, 4); AT(tone, 8); AT(reserved, 12); AT(moment_ms, 16); AT(author, 24);
AT(text, 40); AT(status, 56); AT(quote, 72); AT(files, 88); AT(n_files, 96);
#undef T

#define T cnx_grid_v1
SIZE(48);
AT(size, 0); AT(columns, 4); AT(rows, 8); AT(caption_tone, 12); AT(title, 16); AT(caption, 32);
#undef T

#define T cnx_grid_cell_v1
SIZE(24);
AT(size, 0); AT(column, 4); AT(row, 8); AT(width, 12); AT(height, 16); AT(reserved, 20);
#undef T

#define T cnx_operation_v1
SIZE(112);
AT(kind, 0); AT(alignment, 4); AT(weight, 8); AT(italic, 12); AT(fill, 16); AT(stroke, 20);
AT(stroke_width, 24); AT(n, 32); AT(text, 80); AT(bytes, 96);
#undef T

#define T cnx_canvas_v1
SIZE(56);
AT(size, 0); AT(flags, 4); AT(width_pt, 8); AT(height_pt, 16); AT(alternative, 24);
AT(operations, 40); AT(n_operations, 48);
#undef T

#define T cnx_text_style_v1
SIZE(24);
AT(size, 0); AT(weight, 4); AT(italic, 8); AT(reserved, 12); AT(size_pt, 16);
#undef T

#define T cnx_paper_v1
SIZE(160);
AT(size, 0); AT(flags, 4); AT(document, 8); AT(heading, 16); AT(paragraph, 24); AT(facts, 32);
AT(tiles, 40); AT(chart, 48); AT(image, 56); AT(table_start, 64); AT(row, 72); AT(table_end, 80);
AT(transcript_start, 88); AT(entry, 96); AT(transcript_end, 104); AT(grid_start, 112);
AT(grid_cell, 120); AT(grid_end, 128); AT(canvas, 136); AT(page_break, 144); AT(measure, 152);
#undef T

#define T cnx_report_v1
SIZE(40);
AT(size, 0); AT(flags, 4); AT(create, 8); AT(destroy, 16); AT(render, 24); AT(extension, 32);
#undef T
