#pragma once
#include <curl/curl.h>

// Functions with a variable count of arguments are not seen from Swift: one for each kind.

static inline CURLcode conecta_curl_set_number(CURL *_Nonnull handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode conecta_curl_set_size(CURL *_Nonnull handle, CURLoption option, int64_t value) {
    return curl_easy_setopt(handle, option, (curl_off_t)value);
}

static inline CURLcode conecta_curl_set_text(CURL *_Nonnull handle, CURLoption option,
                                             const char *_Nullable value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode conecta_curl_set_pointer(CURL *_Nonnull handle, CURLoption option,
                                                void *_Nullable value) {
    return curl_easy_setopt(handle, option, value);
}

/// Copies certificates in PEM, which then stand in place of the system's.
static inline CURLcode conecta_curl_set_authorities(CURL *_Nonnull handle, const void *_Nonnull bytes,
                                                    size_t count) {
    struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
    return curl_easy_setopt(handle, CURLOPT_CAINFO_BLOB, &blob);
}

typedef size_t (*conecta_curl_reader)(char *_Nonnull, size_t, size_t, void *_Nullable);
typedef int (*conecta_curl_listener)(CURL *_Nonnull, curl_infotype, char *_Nonnull, size_t,
                                     void *_Nullable);
typedef int (*conecta_curl_meter)(void *_Nullable, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

/// Sets who gives the bytes, hears the talk and may stop it, and what they are handed.
static inline CURLcode conecta_curl_set_callbacks(CURL *_Nonnull handle,
                                                  conecta_curl_reader _Nonnull reader,
                                                  conecta_curl_listener _Nonnull listener,
                                                  conecta_curl_meter _Nonnull meter,
                                                  void *_Nonnull context) {
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, reader);
    curl_easy_setopt(handle, CURLOPT_READDATA, context);
    curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, listener);
    curl_easy_setopt(handle, CURLOPT_DEBUGDATA, context);
    curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, meter);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, context);
    return curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
}

static inline long conecta_curl_answer(CURL *_Nonnull handle) {
    long code = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code);
    return code;
}

static inline CURLcode conecta_curl_start(void) { return curl_global_init(CURL_GLOBAL_ALL); }
