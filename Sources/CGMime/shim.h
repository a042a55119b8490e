#pragma once
#include <gmime/gmime.h>

// The library's types are one another's beginnings; its macros that say so are not seen from Swift.

static inline GMimeObject *_Nonnull conecta_mime_object(void *_Nonnull part) {
    return (GMimeObject *)part;
}

static inline void conecta_mime_release(void *_Nonnull object) { g_object_unref(object); }

/// Makes a text of UTF-8.
static inline GMimeObject *_Nonnull conecta_mime_text(const char *_Nonnull subtype,
                                                      const char *_Nonnull text) {
    GMimeTextPart *part = g_mime_text_part_new_with_subtype(subtype);
    g_mime_text_part_set_charset(part, "utf-8");
    g_mime_text_part_set_text(part, text);
    g_mime_part_set_content_encoding((GMimePart *)part, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    return (GMimeObject *)part;
}

/// Makes a file to be kept, in base64.
static inline GMimeObject *_Nonnull conecta_mime_file(const char *_Nonnull type,
                                                      const char *_Nonnull subtype,
                                                      const char *_Nonnull name,
                                                      const char *_Nonnull bytes, size_t count) {
    GMimePart *part = g_mime_part_new_with_type(type, subtype);
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, count);
    GMimeDataWrapper *content =
        g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
    g_mime_part_set_content(part, content);
    g_object_unref(content);
    g_object_unref(stream);
    g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64);
    g_mime_object_set_disposition((GMimeObject *)part, GMIME_DISPOSITION_ATTACHMENT);
    g_mime_part_set_filename(part, name);
    return (GMimeObject *)part;
}

/// Makes parts into one, and lets go of them.
static inline GMimeObject *_Nonnull conecta_mime_join(const char *_Nonnull subtype,
                                                      const char *_Nonnull boundary,
                                                      GMimeObject *_Nonnull const *_Nonnull parts,
                                                      size_t count) {
    GMimeMultipart *multipart = g_mime_multipart_new_with_subtype(subtype);
    g_mime_multipart_set_boundary(multipart, boundary);
    for (size_t index = 0; index < count; index += 1) {
        g_mime_multipart_add(multipart, parts[index]);
        g_object_unref(parts[index]);
    }
    return (GMimeObject *)multipart;
}

/// Writes a message with the line ends of the network; the caller frees it with `g_free`.
static inline char *_Nullable conecta_mime_write(GMimeMessage *_Nonnull message,
                                                 size_t *_Nonnull count) {
    GMimeFormatOptions *options = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
    GMimeStream *stream = g_mime_stream_mem_new();
    GByteArray *bytes = g_byte_array_new();
    g_mime_stream_mem_set_byte_array((GMimeStreamMem *)stream, bytes);
    ssize_t written = g_mime_object_write_to_stream((GMimeObject *)message, options, stream);
    g_object_unref(stream);
    g_mime_format_options_free(options);
    *count = bytes->len;
    return (char *)g_byte_array_free(bytes, written < 0);
}

static inline void conecta_mime_set_date(GMimeMessage *_Nonnull message, int64_t seconds) {
    GDateTime *date = g_date_time_new_from_unix_utc(seconds);
    if (date == NULL) return;
    g_mime_message_set_date(message, date);
    g_date_time_unref(date);
}
