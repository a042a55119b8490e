/* Everything that Rendering draws with: Cairo, FreeType, HarfBuzz, Pango, fontconfig, ISA-L, libjpeg;
   and libqpdf, which reads PDFs back. */
#pragma once

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include <hb-ot.h>
#include <hb.h>
#include <isa-l/crc64.h>
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <jpeglib.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>
#include <qpdf/qpdf-c.h>

/* glibc hides it unless the whole program asks for GNU extensions. The flag keeps the descriptor
   from plugin workers that are started meanwhile. */
extern int mkostemp(char *pattern, int flags);

/* FT_LOAD_TARGET_LIGHT is a cast inside a macro, which Swift does not import. */
static const int32_t conecta_ft_load_text = FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP;
static const int32_t conecta_ft_load_color = FT_LOAD_COLOR;

/* How many bytes ISA-L wants to work in at level 1; the macro is too deep for Swift. */
static const uint32_t conecta_igzip_work = ISAL_DEF_LVL1_DEFAULT;

/* GObject's reference functions take untyped pointers. */
static inline void conecta_object_release(void *object) { g_object_unref(object); }

static inline PangoFontMap *conecta_font_map(FcConfig *config) {
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    if (map != NULL) pango_fc_font_map_set_config((PangoFcFontMap *)map, config);
    return map;
}

/* The pattern of a font that Pango chose; it names the file. The font owns it. */
static inline FcPattern *conecta_font_pattern(PangoFont *font) {
    return PANGO_IS_FC_FONT(font) ? ((PangoFcFont *)font)->font_pattern : NULL;
}

/* libjpeg reports errors by a jump, which must not cross a Swift frame: it starts and ends here. */
typedef struct {
    struct jpeg_error_mgr base;
    jmp_buf back;
} conecta_jpeg_errors;

static inline void conecta_jpeg_fail(j_common_ptr info) {
    longjmp(((conecta_jpeg_errors *)info->err)->back, 1);
}

static inline void conecta_jpeg_silent(j_common_ptr info) { (void)info; }

/* Decodes a JPEG of the announced size into rows of 32-bit pixels, as Cairo's RGB24 has them.
   Answers 0, or 1 when the bytes are not such an image. */
static inline int conecta_jpeg_decode(const uint8_t *bytes, size_t count, uint8_t *pixels,
                                      int32_t width, int32_t height, int32_t stride) {
    struct jpeg_decompress_struct info;
    conecta_jpeg_errors errors;
    info.err = jpeg_std_error(&errors.base);
    errors.base.error_exit = conecta_jpeg_fail;
    errors.base.output_message = conecta_jpeg_silent;
    if (setjmp(errors.back) != 0) {
        jpeg_destroy_decompress(&info);
        return 1;
    }
    jpeg_create_decompress(&info);
    info.mem->max_memory_to_use = 256L << 20;
    jpeg_mem_src(&info, bytes, (unsigned long)count);
    jpeg_read_header(&info, TRUE);
    if ((int32_t)info.image_width != width || (int32_t)info.image_height != height) {
        jpeg_destroy_decompress(&info);
        return 1;
    }
    info.out_color_space = JCS_EXT_BGRX;
    jpeg_start_decompress(&info);
    while (info.output_scanline < info.output_height) {
        JSAMPROW row = pixels + (size_t)info.output_scanline * (size_t)stride;
        /* A file that ends early is filled with grey by libjpeg; it never loops for ever. */
        jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    return 0;
}

/* Where libjpeg writes to; it makes the buffer and lets it grow. */
typedef struct {
    unsigned char *bytes;
    unsigned long count;
} conecta_jpeg_output;

/* Encodes rows of 32-bit pixels, as Cairo's RGB24 has them, as a JPEG. Answers 0 and the bytes, which
   the caller frees, or 1. */
static inline int conecta_jpeg_encode(const uint8_t *pixels, int32_t width, int32_t height,
                                      int32_t stride, int32_t quality, conecta_jpeg_output *output) {
    struct jpeg_compress_struct info;
    conecta_jpeg_errors errors;
    output->bytes = NULL;
    output->count = 0;
    info.err = jpeg_std_error(&errors.base);
    errors.base.error_exit = conecta_jpeg_fail;
    errors.base.output_message = conecta_jpeg_silent;
    if (setjmp(errors.back) != 0) {
        jpeg_destroy_compress(&info);
        free(output->bytes);
        output->bytes = NULL;
        return 1;
    }
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &output->bytes, &output->count);
    info.image_width = (JDIMENSION)width;
    info.image_height = (JDIMENSION)height;
    info.input_components = 4;
    info.in_color_space = JCS_EXT_BGRX;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, quality, TRUE);
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        JSAMPROW row = (JSAMPROW)(pixels + (size_t)info.next_scanline * (size_t)stride);
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    return 0;
}
