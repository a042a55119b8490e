/* Holds the layouts of what every plugin meets to what ABI 1 promises: a change here is a new
 * struct name, never a new number. All pointers have 8 bytes; the numbers are the same on x86-64 and AArch64. */
#include "layouts.h"

#define T cnx_str
SIZE(16);
AT(ptr, 0); AT(len, 8);
#undef T

#define T cnx_bytes
SIZE(16);
AT(ptr, 0); AT(len, 8);
#undef T

#define T cnx_pair
SIZE(32);
AT(name, 0); AT(value, 16);
#undef T

#define T cnx_host_v1
SIZE(96);
AT(size, 0); AT(abi_major, 4); AT(abi_minor, 8); AT(flags, 12); AT(context, 16); AT(extension, 24);
AT(log, 32); AT(now_ms, 40); AT(cancelled, 48); AT(deadline_ms, 56); AT(trace, 64);
AT(progress, 72); AT(fail, 80); AT(scratch, 88);
#undef T

#define T cnx_http_piece_v1
SIZE(32);
AT(bytes, 0); AT(blob, 16);
#undef T

#define T cnx_http_request_v1
SIZE(80);
AT(size, 0); AT(timeout_ms, 4); AT(method, 8); AT(url, 24); AT(headers, 40); AT(n_headers, 48);
AT(body, 56); AT(n_body, 64); AT(max_response_bytes, 72);
#undef T

#define T cnx_http_response_v1
SIZE(64);
AT(size, 0); AT(status, 4); AT(headers, 8); AT(n_headers, 16); AT(body, 24); AT(blob, 40);
AT(blob_bytes, 56);
#undef T

#define T cnx_host_http_v1
SIZE(24);
AT(size, 0); AT(flags, 4); AT(fetch, 8); AT(fetch_to_blob, 16);
#undef T

#define T cnx_host_state_v1
SIZE(32);
AT(size, 0); AT(flags, 4); AT(get, 8); AT(put, 16); AT(remove, 24);
#undef T

#define T cnx_blob_info_v1
SIZE(80);
AT(size, 0); AT(flags, 4); AT(id, 8); AT(mime, 24); AT(file_name, 40); AT(sha256, 56);
AT(bytes, 72);
#undef T

#define T cnx_host_blob_v1
SIZE(56);
AT(size, 0); AT(flags, 4); AT(create, 8); AT(write, 16); AT(finish, 24); AT(abandon, 32);
AT(info, 40); AT(read, 48);
#undef T

#define T cnx_column_v1
SIZE(48);
AT(name, 0); AT(type, 16); AT(reserved, 20); AT(values, 24); AT(offsets, 32); AT(valid, 40);
#undef T

#define T cnx_batch_v1
SIZE(24);
AT(size, 0); AT(n_columns, 4); AT(n_rows, 8); AT(columns, 16);
#undef T

#define T cnx_host_query_v1
SIZE(32);
AT(size, 0); AT(flags, 4); AT(open, 8); AT(next, 16); AT(close, 24);
#undef T

#define T cnx_value_v1
SIZE(40);
AT(kind, 0); AT(places, 4); AT(integer, 8); AT(number, 16); AT(text, 24);
#undef T

#define T cnx_host_words_v1
SIZE(32);
AT(size, 0); AT(flags, 4); AT(text, 8); AT(count, 16); AT(format, 24);
#undef T

#define T cnx_dial_v1
SIZE(32);
AT(size, 0); AT(flags, 4); AT(host, 8); AT(port, 24); AT(timeout_ms, 28);
#undef T

#define T cnx_host_dial_v1
SIZE(56);
AT(size, 0); AT(flags, 4); AT(open, 8); AT(read, 16); AT(write, 24); AT(write_secret, 32);
AT(secure, 40); AT(close, 48);
#undef T

#define T cnx_feature_v1
SIZE(96);
AT(size, 0); AT(flags, 4); AT(kind, 8); AT(id, 24); AT(name, 40); AT(vtable, 56);
AT(schema_json, 64); AT(icon_svg, 80);
#undef T

#define T cnx_plugin_v1
SIZE(96);
AT(size, 0); AT(abi_major, 4); AT(abi_minor, 8); AT(flags, 12); AT(id, 16); AT(version, 32);
AT(sdk, 48); AT(features, 64); AT(n_features, 72); AT(start, 80); AT(stop, 88);
#undef T
