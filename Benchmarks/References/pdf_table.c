#include "references.h"

#include <cairo-pdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS 13
#define PAGE_WIDTH 841.89
#define PAGE_HEIGHT 595.276
#define MARGIN 42.5
#define ROW_HEIGHT 14.0
#define BUCKETS 65536

/* The glyphs of one text at the origin, kept so that each text is shaped once. */
typedef struct run {
    struct run *next;
    char *text;
    cairo_glyph_t *glyphs;
    cairo_text_cluster_t *clusters;
    int n_glyphs, n_clusters;
    cairo_text_cluster_flags_t flags;
} run;

typedef struct {
    run *buckets[BUCKETS];
    cairo_scaled_font_t *font;
    cairo_glyph_t moved[256];
} run_cache;

static run *find(run_cache *cache, const char *text) {
    uint32_t hash = 2166136261u;
    for (const char *byte = text; *byte; byte++)
        hash = (hash ^ (uint8_t)*byte) * 16777619u;
    run **bucket = &cache->buckets[hash % BUCKETS];
    for (run *known = *bucket; known; known = known->next)
        if (strcmp(known->text, text) == 0)
            return known;
    run *made = calloc(1, sizeof *made);
    if (!made || !(made->text = strdup(text)))
        abort();
    cairo_scaled_font_text_to_glyphs(cache->font, 0, 0, text, -1, &made->glyphs, &made->n_glyphs,
                                     &made->clusters, &made->n_clusters, &made->flags);
    made->next = *bucket;
    *bucket = made;
    return made;
}

static void show(cairo_t *context, run_cache *cache, double x, double y, const char *text) {
    run *shaped = find(cache, text);
    if (shaped->n_glyphs > 256)
        return;
    for (int i = 0; i < shaped->n_glyphs; i++) {
        cache->moved[i] = shaped->glyphs[i];
        cache->moved[i].x += x;
        cache->moved[i].y += y;
    }
    cairo_show_text_glyphs(context, text, -1, cache->moved, shaped->n_glyphs, shaped->clusters,
                           shaped->n_clusters, shaped->flags);
}

static void clear(run_cache *cache) {
    for (size_t i = 0; i < BUCKETS; i++)
        for (run *known = cache->buckets[i], *next; known; known = next) {
            next = known->next;
            cairo_glyph_free(known->glyphs);
            cairo_text_cluster_free(known->clusters);
            free(known->text);
            free(known);
        }
}

static void header(cairo_t *context, run_cache *cache, long page, long pages) {
    static const char *const titles[COLUMNS] = {
        "Protocolo", "Início", "Fim",      "Contato", "Canal", "Equipe",   "Agente",
        "Espera",    "Atend.", "1ª resp.", "Receb.",  "Env.",  "Resultado"};
    double width = (PAGE_WIDTH - 2 * MARGIN) / COLUMNS;
    cairo_set_source_rgb(context, 0.9, 0.92, 0.95);
    cairo_rectangle(context, MARGIN, MARGIN, PAGE_WIDTH - 2 * MARGIN, ROW_HEIGHT);
    cairo_fill(context);
    cairo_set_source_rgb(context, 0.1, 0.1, 0.1);
    for (int i = 0; i < COLUMNS; i++)
        show(context, cache, MARGIN + i * width, MARGIN + 10, titles[i]);
    char footer[64];
    snprintf(footer, sizeof footer, "Página %ld de %ld", page, pages);
    show(context, cache, PAGE_WIDTH - MARGIN - 80, PAGE_HEIGHT - MARGIN + 14, footer);
}

static void row(cairo_t *context, run_cache *cache, long index, double y) {
    static const char *const names[] = {"Conceição Araújo", "Otávio Peçanha", "Mônica Simões",
                                        "Thaís Gonçalves",  "Júlia Müller",   "César Assunção"};
    static const char *const teams[] = {"Suporte", "Vendas", "Cobrança", "Ouvidoria"};
    static const char *const channels[] = {"WhatsApp Vendas", "WebChat"};
    double width = (PAGE_WIDTH - 2 * MARGIN) / COLUMNS;
    char cells[COLUMNS][40];
    snprintf(cells[0], 40, "202611%02ld-%06ld-%ld", index % 28 + 1, index, index % 10);
    snprintf(cells[1], 40, "%02ld/11/2026 %02ld:%02ld", index % 28 + 1, index % 24, index % 60);
    snprintf(cells[2], 40, "%02ld/11/2026 %02ld:%02ld", index % 28 + 1, index % 24, index * 7 % 60);
    snprintf(cells[3], 40, "%s", names[index % 6]);
    snprintf(cells[4], 40, "%s", channels[index % 2]);
    snprintf(cells[5], 40, "%s", teams[index % 4]);
    snprintf(cells[6], 40, "%s", names[index * 5 % 6]);
    snprintf(cells[7], 40, "%02ld:%02ld", index % 17, index % 60);
    snprintf(cells[8], 40, "%02ld:%02ld", index % 41, index * 3 % 60);
    snprintf(cells[9], 40, "%02ld:%02ld", index % 11, index * 7 % 60);
    snprintf(cells[10], 40, "%ld", index % 23);
    snprintf(cells[11], 40, "%ld", index % 19);
    snprintf(cells[12], 40, "%s", index % 9 ? "sucesso" : "perdida");
    for (int i = 0; i < COLUMNS; i++)
        show(context, cache, MARGIN + i * width, y + 10, cells[i]);
}

long reference_pdf_table(const char *path, long rows) {
    cairo_surface_t *surface = cairo_pdf_surface_create(path, PAGE_WIDTH, PAGE_HEIGHT);
    cairo_t *context = cairo_create(surface);
    cairo_select_font_face(context, "Inter", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(context, 7);
    run_cache *cache = calloc(1, sizeof *cache);
    if (!cache)
        return 0;
    cache->font = cairo_get_scaled_font(context);
    long per_page = (long)((PAGE_HEIGHT - 2 * MARGIN) / ROW_HEIGHT) - 1;
    long pages = (rows + per_page - 1) / per_page;
    for (long page = 0, index = 0; page < pages; page++) {
        header(context, cache, page + 1, pages);
        for (long line = 1; line <= per_page && index < rows; line++, index++)
            row(context, cache, index, MARGIN + line * ROW_HEIGHT);
        cairo_show_page(context);
    }
    cairo_destroy(context);
    cairo_surface_finish(surface);
    cairo_status_t status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    clear(cache);
    free(cache);
    return status == CAIRO_STATUS_SUCCESS ? pages : 0;
}
