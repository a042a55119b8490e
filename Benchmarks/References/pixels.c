#include "references.h"

#include <cairo.h>
#include <isa-l/igzip_lib.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const uint8_t *at;
    size_t left;
} source;

static cairo_status_t pull(void *closure, unsigned char *to, unsigned int count) {
    source *from = closure;
    if (count > from->left)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(to, from->at, count);
    from->at += count;
    from->left -= count;
    return CAIRO_STATUS_SUCCESS;
}

uint8_t *reference_decode(const uint8_t *png, size_t count, size_t *width, size_t *height) {
    source from = {png, count};
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(pull, &from);
    uint8_t *pixels = NULL;
    if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
        *width = (size_t)cairo_image_surface_get_width(surface);
        *height = (size_t)cairo_image_surface_get_height(surface);
        /* Rows of 32-bit pixels have no gaps in Cairo. */
        size_t bytes = *width * *height * 4;
        if ((pixels = malloc(bytes)))
            memcpy(pixels, cairo_image_surface_get_data(surface), bytes);
    }
    cairo_surface_destroy(surface);
    return pixels;
}

static void pack(uint8_t *to, const uint8_t *pixels, size_t width) {
    *to++ = 0; /* the filter: none */
    for (size_t x = 0; x < width; x++, to += 3, pixels += 4) {
        to[0] = pixels[2];
        to[1] = pixels[1];
        to[2] = pixels[0];
    }
}

size_t reference_deflate(uint8_t *to, size_t capacity, uint8_t *rows, const uint8_t *pixels,
                         size_t width, size_t height) {
    static uint8_t work[ISAL_DEF_LVL1_DEFAULT];
    size_t stride = 3 * width + 1;
    for (size_t y = 0; y < height; y++)
        pack(rows + y * stride, pixels + y * width * 4, width);
    struct isal_zstream stream;
    isal_deflate_init(&stream);
    stream.level = 1;
    stream.level_buf = work;
    stream.level_buf_size = sizeof work;
    stream.gzip_flag = IGZIP_ZLIB;
    stream.end_of_stream = 1;
    stream.next_in = rows;
    stream.avail_in = (uint32_t)(stride * height);
    stream.next_out = to;
    stream.avail_out = (uint32_t)capacity;
    int result = isal_deflate(&stream);
    return result == COMP_OK && stream.avail_in == 0 ? stream.total_out : 0;
}

void reference_copy(uint8_t *to, const uint8_t *from, size_t count) { memcpy(to, from, count); }
