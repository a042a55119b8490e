/* conecta_plugin.h: the contract between Conecta and its plugins, ABI 1.0.
 *
 * A plugin is a shared library that adds channels (ways to talk with people: WhatsApp, a web chat,
 * e-mail) or reports (documents and boards) to a Conecta server. This file is all it needs: it has
 * no other header, no library to link with, and the same bytes serve C11, C++17 and Swift.
 *
 * THE SHORTEST WAY
 *   1. Beside your library put a `plugin.json` (see the end of this file).
 *   2. Export one function, conecta_plugin_v1, which returns a constant description: your features,
 *      each with a table of functions.
 *   3. In one source file say CNX_DECLARE_NOTE; so that the host can read the version of this ABI
 *      without running anything of yours.
 *   A whole channel in C stands in Plugins/Examples/EchoC; `conecta plugin inspect FOLDER` tells
 *   what the host thinks of yours.
 *
 * THE RULES
 *   R1  BORROW ONLY. Who passes a pointer keeps owning what it points to. It is valid until the
 *       function it was passed to returns; a receiver who needs it longer copies it. Nobody frees
 *       memory of the other side. Results leave through functions of the host during the call,
 *       never as memory that somebody must release. Three things live longer, and only these: the
 *       description and its tables (for ever), cnx_host_v1 with its extensions and
 *       cnx_channel_sink_v1 (from create, or start, until destroy, or stop, has returned), and
 *       memory of the call (see scratch: until the outermost plugin function returns).
 *   R2  TEXT is UTF-8 with a length in bytes and no terminating zero. {NULL, 0} means "absent", and
 *       so does any text of length 0 unless a field says otherwise. The host refuses text that is
 *       not valid UTF-8 or contains U+0000: the function that got it returns CNX_E_ARGUMENT.
 *   R3  CALLS. Every plugin function that works gets a cnx_call: a deadline, a way to be cancelled,
 *       memory that needs no freeing, a place for the details of an error. It is dead once the
 *       function returns: never store it. A table's function that takes a cnx_call as its first
 *       argument may be used only with a live one.
 *   R4  LAYOUTS NEVER CHANGE within a major. A struct that is passed by pointer begins with its
 *       `size`: fill in sizeof, and refuse a smaller one than you know. Parts that stand in arrays
 *       (cnx_pair, cnx_cell_v1 …) have no size; the stride of the array is sizeof. Nothing is ever
 *       added to a struct of a given name: new things are new names (…_v2) or new extension ids
 *       ("conecta.host.http/2"), asked for at run time, NULL when absent. Fields called reserved
 *       and unknown bits of flags are 0. Whoever meets an unknown value of an enumeration treats it
 *       as the one that its comment calls the default, or refuses with CNX_E_UNSUPPORTED.
 *   R5  NO exception, longjmp, exit, signal handler, atexit, change of the environment, of the
 *       locale or of the working directory, no fork and no exec across this line. The library is
 *       never dlclose()d: what an instance holds is given back in destroy, not in destructors.
 *   R6  THE OUTSIDE WORLD is reached through the host's extensions only: no sockets, no files.
 *       Secrets of a configuration reach you as placeholders, {{secret:NAME}}; the host puts the
 *       real value in when a request leaves. Treat them as opaque text.
 *
 * THREADS: each function says which of these it is.
 *   [any]    may run on any thread, also at the same time as itself and the others: be re-entrant.
 *   [inst]   the host runs only one [inst] function of an instance at a time; [any] ones may run
 *            beside it. The thread may differ from call to call.
 *   [call]   only with a live cnx_call, on the thread the call came in on.
 *   [block]  may block until the deadline of its call.
 *   [fast]   returns within a millisecond: no I/O, no lock that [block] code holds.
 *   The host calls plugins from threads of its own with at least 1 MiB of stack, never from an event
 *   loop. A call that has not returned shortly after its deadline is given up: its thread is written
 *   off, and what it says later is thrown away. After three of them the feature stays off until the
 *   server restarts.
 *
 * UNITS: names end in their unit. …_ms is milliseconds; a moment is in milliseconds since
 * 1970-01-01 00:00 UTC, and 0 means unknown. …_s is seconds, …_pt is points (1/72 inch), bytes are
 * bytes. Colours are 0xRRGGBBAA. JSON is UTF-8 text of one value.
 *
 * LIMITS that the host enforces, beyond which a function returns CNX_E_LIMIT:
 *   keys and ids 1,024 bytes · names, titles and labels 4 KiB · text and JSON 1 MiB · an inline
 *   attachment or image 16 MiB · 64 attachments, 32 identities and 64 options an item · 10,000 events
 *   a call · 64 MiB of events a call · a webhook's answer 1 MiB · state: keys of 128 bytes, values of
 *   64 KiB, 1,000 keys an account · a row of 256 cells · 100,000 operations a canvas · 4,096 points
 *   a series · 16 MiB of scratch memory a call · an http answer 16 MiB, streamed to a blob 100 MiB.
 */
#ifndef CONECTA_PLUGIN_H
#define CONECTA_PLUGIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CNX_ABI_MAJOR 1u
#define CNX_ABI_MINOR 0u

/* Marks the entry function visible. Give the linker a version script that exports it alone. */
#define CNX_EXPORT __attribute__((visibility("default")))

/* ---------------------------------------------------------------------------------------------- *
 * 1  Small things
 * ---------------------------------------------------------------------------------------------- */

/* Text: `len` bytes of UTF-8 at `ptr`, which may be NULL when len is 0. */
typedef struct cnx_str {
    const char *ptr;
    size_t len;
} cnx_str;

/* Bytes of any kind. */
typedef struct cnx_bytes {
    const uint8_t *ptr;
    size_t len;
} cnx_bytes;

/* A name with its value: an HTTP header, a field of a log line, an argument of a text. */
typedef struct cnx_pair {
    cnx_str name;
    cnx_str value;
} cnx_pair;

typedef struct cnx_call cnx_call;               /* the host's: one call, see R3                       */
typedef struct cnx_instance cnx_instance;       /* the plugin's: whatever create made                 */
typedef struct cnx_cursor cnx_cursor;           /* the host's: rows being read, conecta.host.query/1  */
typedef struct cnx_blob_writer cnx_blob_writer; /* the host's: a blob being written                   */
typedef struct cnx_stream cnx_stream;           /* the host's: a connection, conecta.host.dial/1      */

/* What a function returns. Which class an error belongs to decides what the host does next; say the
 * details with host->fail. A value that is not listed counts as CNX_E_INTERNAL. */
typedef int32_t cnx_status;
enum {
    CNX_OK = 0,
    CNX_E_ARGUMENT = -1,    /* the other side passed nonsense; not tried again                         */
    CNX_E_UNSUPPORTED = -2, /* not possible here; not tried again                                      */
    CNX_E_CONFIG = -3,      /* the configuration is wrong or forbids it; shown to an administrator     */
    CNX_E_AUTH = -4,        /* the provider refuses the credentials; tried again, an administrator told  */
    CNX_E_TRANSIENT = -5,   /* nothing was done, it may work later; tried again with growing pauses    */
    CNX_E_RATE = -6,        /* too fast; tried again after the time given to fail, or a default        */
    CNX_E_TIMEOUT = -7,     /* no answer in time: it may or may not have been done                     */
    CNX_E_REMOTE = -8,      /* the provider refused this for good; not tried again                     */
    CNX_E_CANCELLED = -9,   /* stopped because the host said so                                        */
    CNX_E_LIMIT = -10,      /* too large or too many                                                   */
    CNX_E_CONFLICT = -11,   /* somebody else changed it first: state/1                                 */
    CNX_E_INTERNAL = -99    /* a bug, on the side that returns it                                      */
};

/* How important a log line or an issue is. Default: CNX_LEVEL_INFO. */
typedef uint32_t cnx_level;
enum { CNX_LEVEL_DEBUG = 0, CNX_LEVEL_INFO = 1, CNX_LEVEL_WARNING = 2, CNX_LEVEL_ERROR = 3 };

/* ---------------------------------------------------------------------------------------------- *
 * 2  What the host gives to every plugin
 * ---------------------------------------------------------------------------------------------- */

typedef struct cnx_host_v1 {
    uint32_t size;
    uint32_t abi_major; /* the host's, CNX_ABI_MAJOR of the header it was built with */
    uint32_t abi_minor;
    uint32_t flags;     /* 0 */
    void *context;      /* pass it back as the first argument where one is asked for */

    /* [any][fast] Gives the table of an extension, such as CNX_HOST_HTTP, or NULL when the host does
     * not have it or the manifest did not ask for it. Valid as long as this table. */
    const void *(*extension)(void *context, cnx_str id);

    /* [any] Writes a line to the server's log. `call` may be NULL. Never put a contact's words or
     * identities into it. `fields` are named values beside the message; n_fields at most 16. */
    void (*log)(void *context, cnx_call *call, cnx_level level, cnx_str message,
                const cnx_pair *fields, size_t n_fields);

    /* [any][fast] The host's clock, in milliseconds since 1970. Use it instead of the system's: in
     * tests time stands still. */
    int64_t (*now_ms)(void *context);

    /* [call][fast] True when the result is not wanted any more: return CNX_E_CANCELLED soon. Ask in
     * every loop that can be long. Becomes true at the deadline too. */
    bool (*cancelled)(cnx_call *call);

    /* [call][fast] The moment by which the function must have returned; see THREADS. */
    int64_t (*deadline_ms)(cnx_call *call);

    /* [call][fast] Names this call in logs; the text is memory of the call. */
    cnx_str (*trace)(cnx_call *call);

    /* [call][fast] Says how far a long call is; total 0 means unknown. */
    void (*progress)(cnx_call *call, uint64_t done, uint64_t total);

    /* [call] Notes the details of an error and returns `status`, so that you can write
     * `return host->fail(…)`. The last one before the function returns counts. `code` is the
     * provider's ("131047") or absent, `text` is for people, retry_after_ms is 0 or how long to wait
     * before another attempt. No secret and no message of a contact belongs into it. */
    cnx_status (*fail)(cnx_call *call, cnx_status status, cnx_str code, cnx_str text,
                       int64_t retry_after_ms);

    /* [call] Gives memory of the call: `bytes` bytes, zeroed, aligned to `alignment` (a power of two,
     * at most 64). The host frees it after the function returns. NULL above 16 MiB in all. */
    void *(*scratch)(cnx_call *call, size_t bytes, size_t alignment);
} cnx_host_v1;

/* ---- 2.1 http ---------------------------------------------------------------------------------- *
 * HTTP requests to the hosts that the manifest's `permissions.http` names and those that the account's
 * configuration grants. The host refuses other hosts, and private addresses unless they are granted;
 * redirects (at most 5, GET and HEAD only) are checked again.
 * {{secret:NAME}} in the URL or in a header's value becomes the value of the configuration's field
 * NAME, and only of fields that the schema marks secret. A body is sent as it is, because it holds
 * people's words; so never put their words into a URL or a header unescaped. */
#define CNX_HOST_HTTP "conecta.host.http/1"

/* A piece of a body: either bytes, or, when `blob` is not empty, the content of that blob. */
typedef struct cnx_http_piece_v1 {
    cnx_bytes bytes;
    cnx_str blob;
} cnx_http_piece_v1;

typedef struct cnx_http_request_v1 {
    uint32_t size;
    uint32_t timeout_ms;             /* 0 = until the deadline of the call, at most 60,000            */
    cnx_str method;                  /* "GET", "POST", …                                              */
    cnx_str url;                     /* https://…, or http://… where it is granted                    */
    const cnx_pair *headers;         /* Host and Content-Length are the host's to set                 */
    size_t n_headers;
    const cnx_http_piece_v1 *body;   /* sent one after the other                                      */
    size_t n_body;
    uint64_t max_response_bytes;     /* 0 = 1 MiB for fetch, 100 MiB for fetch_to_blob                */
} cnx_http_request_v1;

/* All of it is memory of the call. */
typedef struct cnx_http_response_v1 {
    uint32_t size;                   /* set it before the call                                        */
    int32_t status;                  /* 100 … 599                                                     */
    const cnx_pair *headers;         /* names in lower case                                           */
    size_t n_headers;
    cnx_bytes body;                  /* empty after fetch_to_blob answered 2xx                        */
    cnx_str blob;                    /* fetch_to_blob: the new blob's id                              */
    uint64_t blob_bytes;             /* fetch_to_blob: its length                                     */
} cnx_http_response_v1;

typedef struct cnx_host_http_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */

    /* [call][block] Sends a request and waits for the whole answer. CNX_OK means that an answer came,
     * whatever its status. CNX_E_TRANSIENT: it was certainly not processed (no connection).
     * CNX_E_TIMEOUT: it was sent, no whole answer came, it may have been processed. CNX_E_CONFIG:
     * the address is not granted, or a secret has no value. CNX_E_LIMIT: the answer is too large. */
    cnx_status (*fetch)(cnx_call *call, const cnx_http_request_v1 *request,
                        cnx_http_response_v1 *response);

    /* [call][block] The same, but the body of a 2xx answer goes into a new blob without passing
     * through your memory. `file_name` and `mime` may be absent: the answer's are used then. */
    cnx_status (*fetch_to_blob)(cnx_call *call, const cnx_http_request_v1 *request, cnx_str file_name,
                                cnx_str mime, cnx_http_response_v1 *response);
} cnx_host_http_v1;

/* ---- 2.2 state --------------------------------------------------------------------------------- *
 * A small store of keys and values for each account: a token's expiry, the id of an uploaded file.
 * It is not for messages. A change is kept once the function returns CNX_OK. */
#define CNX_HOST_STATE "conecta.host.state/1"
#define CNX_ANY_REVISION UINT64_MAX

typedef struct cnx_host_state_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */

    /* [call][block] Reads a key. The value is memory of the call. A key that does not exist gives
     * CNX_OK with revision 0 and an empty value. */
    cnx_status (*get)(cnx_call *call, cnx_str key, cnx_bytes *value, uint64_t *revision);

    /* [call][block] Writes a key if its revision is still `expected` (0: only when it does not exist,
     * CNX_ANY_REVISION: always); else CNX_E_CONFLICT. `revision` may be NULL; gets the new one. */
    cnx_status (*put)(cnx_call *call, cnx_str key, cnx_bytes value, uint64_t expected,
                      uint64_t *revision);

    /* [call][block] Removes a key under the same condition. Removing what is not there is CNX_OK. */
    cnx_status (*remove)(cnx_call *call, cnx_str key, uint64_t expected);
} cnx_host_state_v1;

/* ---- 2.3 blob ---------------------------------------------------------------------------------- *
 * Files of messages, kept by the host under opaque ids. */
#define CNX_HOST_BLOB "conecta.host.blob/1"

typedef struct cnx_blob_info_v1 {
    uint32_t size; /* set it before the call */
    uint32_t flags;
    cnx_str id;        /* texts are memory of the call */
    cnx_str mime;
    cnx_str file_name;
    cnx_str sha256;    /* 64 lower-case hexadecimal digits */
    uint64_t bytes;
} cnx_blob_info_v1;

typedef struct cnx_host_blob_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */

    /* [call][fast] Begins a blob. A writer that is neither finished nor abandoned when the call ends
     * is abandoned. max_bytes 0 = 100 MiB. */
    cnx_status (*create)(cnx_call *call, cnx_str mime, cnx_str file_name, uint64_t max_bytes,
                         cnx_blob_writer **writer);

    /* [call][block] Appends bytes. After an error the writer is gone. */
    cnx_status (*write)(cnx_call *call, cnx_blob_writer *writer, cnx_bytes bytes);

    /* [call][block] Makes the blob permanent and tells what it is. The writer is gone afterwards. */
    cnx_status (*finish)(cnx_call *call, cnx_blob_writer *writer, cnx_blob_info_v1 *info);

    /* [call][fast] Throws away what was written. */
    void (*abandon)(cnx_call *call, cnx_blob_writer *writer);

    /* [call][block] Tells about a blob. CNX_E_ARGUMENT when there is none of that id. */
    cnx_status (*info)(cnx_call *call, cnx_str id, cnx_blob_info_v1 *info);

    /* [call][block] Copies up to `capacity` bytes from `offset` on into `buffer`; *n_read 0 is the
     * end. */
    cnx_status (*read)(cnx_call *call, cnx_str id, uint64_t offset, uint8_t *buffer, size_t capacity,
                       size_t *n_read);
} cnx_host_blob_v1;

/* ---- 2.4 query --------------------------------------------------------------------------------- *
 * The data of a report, as columns of typed values. The rows are already cut to what the viewer may
 * see: a report cannot read more. All cursors of one render see the same moment. */
#define CNX_HOST_QUERY "conecta.host.query/1"

/* What `values` of a column points to. Default: skip the column. */
typedef uint32_t cnx_column_type;
enum {
    CNX_COLUMN_INTEGER = 1,     /* const int64_t *                                                     */
    CNX_COLUMN_DECIMAL = 2,     /* const double *                                                      */
    CNX_COLUMN_MOMENT_MS = 3,   /* const int64_t *: milliseconds since 1970                            */
    CNX_COLUMN_DURATION_MS = 4, /* const int64_t *                                                     */
    CNX_COLUMN_DAY = 5,         /* const int64_t *: days since 1970-01-01                              */
    CNX_COLUMN_TEXT = 6,        /* const char *: all texts, end to end, see offsets                    */
    CNX_COLUMN_TRUTH = 7,       /* const uint8_t *: 0 or 1                                             */
    CNX_COLUMN_BYTES = 8        /* const uint8_t *: all byte strings, end to end, see offsets          */
};

typedef struct cnx_column_v1 {
    cnx_str name;
    cnx_column_type type;
    uint32_t reserved;
    const void *values;
    const uint32_t *offsets;     /* TEXT, BYTES: n_rows + 1 of them; value i is [offsets[i], offsets[i+1]) */
    const uint8_t *valid;        /* bit i%8 of byte i/8 is 0 where there is no value; NULL = all there    */
} cnx_column_v1;

typedef struct cnx_batch_v1 {
    uint32_t size;
    uint32_t n_columns;          /* the same columns in the same order in every batch of a cursor        */
    uint64_t n_rows;             /* 0 = there are no more rows; the columns are described even then      */
    const cnx_column_v1 *columns;
} cnx_batch_v1;

typedef struct cnx_host_query_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */

    /* [call][block] Opens a dataset. `parameters_json` is an object; which names it takes is told by
     * the documentation of the dataset. CNX_E_ARGUMENT: unknown dataset or wrong parameter. Cursors
     * left open are closed when the call ends. */
    cnx_status (*open)(cnx_call *call, cnx_str dataset, cnx_str parameters_json, cnx_cursor **cursor);

    /* [call][block] Gives the next batch, valid until the next `next` or `close` of this cursor. */
    cnx_status (*next)(cnx_call *call, cnx_cursor *cursor, const cnx_batch_v1 **batch);

    /* [call][fast] */
    void (*close)(cnx_call *call, cnx_cursor *cursor);
} cnx_host_query_v1;

/* ---- 2.5 values and words ---------------------------------------------------------------------- */

/* The kind of a value. Default: CNX_VALUE_NOTHING. */
typedef uint32_t cnx_value_kind;
enum {
    CNX_VALUE_NOTHING = 0,  /* no value: a dash on paper, an empty field in CSV                        */
    CNX_VALUE_TEXT = 1,     /* text                                                                    */
    CNX_VALUE_INTEGER = 2,  /* integer                                                                 */
    CNX_VALUE_DECIMAL = 3,  /* number, shown with `places` decimal places                              */
    CNX_VALUE_PERCENT = 4,  /* number: 0.834 is shown as 83,4 %                                        */
    CNX_VALUE_DURATION = 5, /* integer, milliseconds: 02:05                                            */
    CNX_VALUE_MOMENT = 6,   /* integer, milliseconds since 1970, shown in the job's time zone          */
    CNX_VALUE_DAY = 7,      /* integer, days since 1970-01-01                                          */
    CNX_VALUE_TRUTH = 8     /* integer, 0 or 1                                                         */
};

/* A value that knows its kind, so that the host writes it as each format and language needs. */
typedef struct cnx_value_v1 {
    cnx_value_kind kind;
    uint32_t places;
    int64_t integer;
    double number;
    cnx_str text;
} cnx_value_v1;

/* The words of the plugin: `locales/pt-BR.json`, `locales/en.json` beside plugin.json, each an object
 * of texts in which {name} stands for an argument, merged over the host's own words. The language is
 * that of the report's job, or of the account. */
#define CNX_HOST_WORDS "conecta.host.words/1"

typedef struct cnx_host_words_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */

    /* [call][fast] Finds a text and fills in its arguments. A key that nobody has gives the key. The
     * result is memory of the call. */
    cnx_status (*text)(cnx_call *call, cnx_str key, const cnx_pair *arguments, size_t n_arguments,
                       cnx_str *result);

    /* [call][fast] The same for a count: looks up `key.one` or `key.other`; {count} is an argument. */
    cnx_status (*count)(cnx_call *call, cnx_str key, int64_t count, const cnx_pair *arguments,
                        size_t n_arguments, cnx_str *result);

    /* [call][fast] Writes a value for people, as the host writes it in a table. */
    cnx_status (*format)(cnx_call *call, const cnx_value_v1 *value, cnx_str *result);
} cnx_host_words_v1;

/* ---- 2.6 dial ---------------------------------------------------------------------------------- *
 * Connections that speak no HTTP: IMAP, SMTP, XMPP. They go to the hosts and ports of the manifest's
 * permissions.dial, and to addresses in the fields that "grants" names, which may be private ones. The
 * host connects, speaks TLS and checks the other side's certificate; no descriptor and no secret comes
 * to you. A stream that is open when its call ends is closed; a call has at most 16. */
#define CNX_HOST_DIAL "conecta.host.dial/1"

#define CNX_DIAL_SECURE 1u /* flag of cnx_dial_v1: TLS from the first byte                             */
#define CNX_DIAL_BASE64 1u /* flag of write_secret: what was filled in leaves as Base64                */

typedef struct cnx_dial_v1 {
    uint32_t size;
    uint32_t flags;      /* CNX_DIAL_…                                                                */
    cnx_str host;        /* a name or an address                                                      */
    uint32_t port;       /* 1 … 65535                                                                 */
    uint32_t timeout_ms; /* 0 = 10,000, and never past the deadline of the call                       */
} cnx_dial_v1;

typedef struct cnx_host_dial_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */

    /* [call][block] Connects. CNX_E_CONFIG: the address is not granted. CNX_E_TRANSIENT: nobody
     * answers there, or its certificate is not good. */
    cnx_status (*open)(cnx_call *call, const cnx_dial_v1 *dial, cnx_stream **stream);

    /* [call][block] Copies what came, up to `capacity` bytes, into `buffer`; waits for the first byte.
     * *n_read 0 is the end. CNX_E_TIMEOUT: nothing came in timeout_ms (0: until the deadline of the
     * call); the stream can still be used. CNX_E_TRANSIENT: the connection broke. */
    cnx_status (*read)(cnx_call *call, cnx_stream *stream, uint32_t timeout_ms, uint8_t *buffer,
                       size_t capacity, size_t *n_read);

    /* [call][block] Sends bytes, as they are. */
    cnx_status (*write)(cnx_call *call, cnx_stream *stream, cnx_bytes bytes);

    /* [call][block] Sends bytes in which each {{secret:NAME}} becomes the secret. With
     * CNX_DIAL_BASE64 all of it leaves as Base64, for SASL. Never pass words of people: a placeholder
     * among them would be filled in. CNX_E_CONFIG: a secret has no value, or the stream speaks no TLS
     * and does not go to a private address. */
    cnx_status (*write_secret)(cnx_call *call, cnx_stream *stream, cnx_bytes bytes, uint32_t flags);

    /* [call][block] Goes over to TLS in the middle of a talk, for STARTTLS. What came before and was
     * not read is thrown away. CNX_E_TRANSIENT: no secure connection; the stream is gone. */
    cnx_status (*secure)(cnx_call *call, cnx_stream *stream);

    /* [call][fast] Ends a stream before its call does. */
    void (*close)(cnx_call *call, cnx_stream *stream);
} cnx_host_dial_v1;

/* ---------------------------------------------------------------------------------------------- *
 * 3  Channels
 * ---------------------------------------------------------------------------------------------- */

#define CNX_KIND_CHANNEL "conecta.channel/1"

/* ---- 3.1 what a channel can do ----------------------------------------------------------------- */

/* What may be sent when the messaging window is over. Default: CNX_RESUME_NONE. */
typedef uint32_t cnx_resume;
enum {
    CNX_RESUME_NONE = 0,     /* nothing: only the contact can go on                                    */
    CNX_RESUME_TEMPLATE = 1, /* a template that the provider approved                                  */
    CNX_RESUME_HUMAN = 2     /* words of a person, for human_window_s after the contact's last message */
};

/* How people use the channel; decides which timers and figures fit. Default: CNX_RHYTHM_ASYNC. */
typedef uint32_t cnx_rhythm;
enum {
    CNX_RHYTHM_LIVE = 1,    /* both are there at once: a web chat                                      */
    CNX_RHYTHM_ASYNC = 2,   /* answers within minutes or hours: WhatsApp                               */
    CNX_RHYTHM_DEFERRED = 3 /* answers within days: e-mail                                             */
};

/* What a length of text is counted in. Default: CNX_UNIT_CHARACTERS. */
typedef uint32_t cnx_text_unit;
enum {
    CNX_UNIT_CHARACTERS = 1, /* Unicode scalar values                                                  */
    CNX_UNIT_BYTES = 2,      /* bytes of UTF-8                                                         */
    CNX_UNIT_UTF16 = 3       /* UTF-16 code units                                                      */
};

/* How text is marked up. Default: CNX_TEXT_PLAIN. */
typedef uint32_t cnx_text_format;
enum {
    CNX_TEXT_PLAIN = 0,
    CNX_TEXT_WHATSAPP = 1, /* *bold* _italic_ ~struck~ ```code```                                      */
    CNX_TEXT_MARKDOWN = 2, /* CommonMark without HTML                                                  */
    CNX_TEXT_HTML = 3      /* a fragment; the host cleans it before it shows it                        */
};

/* Bits of cnx_capabilities_v1.features. */
enum {
    CNX_CAN_WEBHOOK = 1 << 0,     /* the provider posts to us                                          */
    CNX_CAN_POLL = 1 << 1,        /* `poll` is to be called                                            */
    CNX_CAN_START = 1 << 2,       /* a conversation can begin with our message                         */
    CNX_CAN_TEMPLATES = 1 << 3,
    CNX_CAN_BUTTONS = 1 << 4,     /* interactive elements: buttons                                     */
    CNX_CAN_LISTS = 1 << 5,       /* interactive elements: lists                                       */
    CNX_CAN_REACT = 1 << 6,       /* reactions come in                                                 */
    CNX_CAN_REPLY = 1 << 7,       /* reply_to_id of a sent message is honoured                         */
    CNX_CAN_TYPING_IN = 1 << 8,   /* typing events come                                                */
    CNX_CAN_TYPING_OUT = 1 << 9,  /* conecta.channel.receipt/1 can show that we type                   */
    CNX_CAN_MARK_READ = 1 << 10,  /* conecta.channel.receipt/1 can mark the contact's messages read    */
    CNX_CAN_SUBJECT = 1 << 11,    /* messages have subjects                                            */
    CNX_CAN_THREADS = 1 << 12,    /* thread_key separates matters of one contact                       */
    CNX_CAN_IDEMPOTENT = 1 << 13, /* sending twice with one idempotency_key delivers once: an unknown
                                     outcome may be resent by the host                                 */
    CNX_CAN_DELIVERED = 1 << 14,  /* delivery events say "delivered"                                   */
    CNX_CAN_READ = 1 << 15,       /* delivery events say "read"                                        */
    CNX_CAN_VOICE = 1 << 16       /* CNX_ATTACHMENT_VOICE is shown as a voice message                  */
};

/* The kind of a file. Default: CNX_MEDIA_DOCUMENT. */
typedef uint32_t cnx_media_kind;
enum {
    CNX_MEDIA_IMAGE = 1,
    CNX_MEDIA_AUDIO = 2,
    CNX_MEDIA_VIDEO = 3,
    CNX_MEDIA_DOCUMENT = 4,
    CNX_MEDIA_STICKER = 5,
    CNX_MEDIA_CONTACT = 6 /* a visiting card: mime text/vcard, or JSON of the provider                 */
};

/* Which files of one kind can be sent. A kind without a rule cannot. */
typedef struct cnx_media_rule_v1 {
    cnx_media_kind kind;
    uint32_t max_seconds;  /* 0 = no limit                                                            */
    uint64_t max_bytes;    /* 0 = no limit                                                            */
    uint32_t max_caption;  /* in the unit of text; 0 = no caption                                     */
    uint32_t reserved;
    cnx_str mime_types;    /* separated by single spaces; a type such as image/\* allows its family;
                              absent = any                                                            */
} cnx_media_rule_v1;

typedef struct cnx_capabilities_v1 {
    uint32_t size;
    uint32_t flags;             /* 0 */
    uint64_t features;          /* CNX_CAN_… */
    uint32_t window_s;          /* for how long after the contact's message anything may be sent;
                                   86400 is WhatsApp's; 0 = no such rule                              */
    uint32_t human_window_s;    /* for CNX_RESUME_HUMAN; 604800 is Instagram's                        */
    cnx_resume resume;
    cnx_rhythm rhythm;
    cnx_text_unit text_unit;
    cnx_text_format text_format; /* what `send` expects; the host converts                            */
    uint32_t max_text;          /* length of one message, in text_unit; 0 = no limit                  */
    uint32_t max_subject;       /* the same for the subject                                           */
    uint32_t max_attachments;   /* files in one message; 0 = none                                     */
    uint32_t max_buttons;       /* in one message                                                     */
    uint32_t max_button_title;  /* in text_unit                                                       */
    uint32_t max_list_options;
    uint32_t max_per_second;    /* messages of the account; 0 = the host's default                    */
    uint32_t poll_interval_ms;  /* pause between polls when `cursor` named none; 0 = 30,000           */
    const cnx_media_rule_v1 *media;
    size_t n_media;
    cnx_str identity_scope;     /* absent: a provider id is known to this account alone. Else the name
                                   of the space it is unique in, such as "whatsapp": accounts with the
                                   same scope know a contact by the same id                           */
} cnx_capabilities_v1;

/* ---- 3.2 what a channel tells ------------------------------------------------------------------ */

/* What happened. An unknown kind is kept, and shown to developers only. */
typedef uint32_t cnx_event_kind;
enum {
    CNX_EVENT_MESSAGE = 1,    /* words, files, a choice, a place                                       */
    CNX_EVENT_REACTION = 2,   /* target_id, reaction                                                   */
    CNX_EVENT_EDIT = 3,       /* target_id got a new text                                              */
    CNX_EVENT_DELETION = 4,   /* target_id was taken back: its words are erased                        */
    CNX_EVENT_DELIVERY = 5,   /* target_id, a message of ours, reached delivery_state                  */
    CNX_EVENT_TYPING = 6,     /* the contact is writing                                                */
    CNX_EVENT_CONTACT = 7,    /* the contact's name or identities changed                              */
    CNX_EVENT_LEFT = 8,       /* the contact left: a live chat was closed                              */
    CNX_EVENT_OPT_OUT = 9,    /* the contact wants no messages of ours                                 */
    CNX_EVENT_OPT_IN = 10,    /* … wants them again                                                    */
    CNX_EVENT_TEMPLATE = 11,  /* template_…: its state, or one entry of a list                         */
    CNX_EVENT_ACCOUNT = 12,   /* account_state                                                         */
    CNX_EVENT_WINDOW = 13     /* window_…, without a message                                           */
};

/* Where a message comes from. Default: CNX_INBOUND. */
typedef uint32_t cnx_direction;
enum {
    CNX_INBOUND = 1, /* the contact                                                                   */
    CNX_ECHO = 2,    /* ourselves, with another tool: shown, opens no session                          */
    CNX_IMPORT = 3   /* history that the provider hands over: stored, opens nothing, answers nothing   */
};

/* What kind of name a contact is known by. Default: CNX_IDENTITY_PROVIDER. */
typedef uint32_t cnx_identity_kind;
enum {
    CNX_IDENTITY_PROVIDER = 1, /* an opaque id of the provider                                         */
    CNX_IDENTITY_PHONE = 2,    /* E.164 with its plus: +5511987654321                                  */
    CNX_IDENTITY_EMAIL = 3     /* an address, lower case                                               */
};

typedef struct cnx_identity_v1 {
    cnx_identity_kind kind;
    uint32_t reserved;
    cnx_str value;
    cnx_str scope; /* PROVIDER: tells apart several ids of one provider, such as "user", "parent"      */
} cnx_identity_v1;

/* Bits of cnx_attachment_v1.flags. */
enum { CNX_ATTACHMENT_VOICE = 1 << 0, CNX_ATTACHMENT_ANIMATED = 1 << 1 };

/* A file. Inbound, say where it is: `blob` when you already stored it, or `bytes`, or `id` when
 * conecta.channel.media/1 can fetch it, or `url` when anybody can. Outbound, `blob` is set, and `url`
 * too when the host can serve the file to the provider. */
typedef struct cnx_attachment_v1 {
    cnx_media_kind kind;
    uint32_t flags;
    cnx_str id;        /* the provider's                                                              */
    cnx_str url;
    cnx_str blob;
    cnx_bytes bytes;
    cnx_str mime;
    cnx_str file_name;
    cnx_str caption;
    cnx_str sha256;    /* as the provider states it: hexadecimal or base64; absent if unknown         */
    uint64_t length;   /* bytes; 0 = unknown                                                          */
    uint32_t duration_ms;
    uint32_t reserved;
} cnx_attachment_v1;

/* How the contact chose. Default: CNX_CHOICE_BUTTON. */
typedef uint32_t cnx_choice_kind;
enum {
    CNX_CHOICE_NONE = 0,
    CNX_CHOICE_BUTTON = 1,   /* a button of a message of ours                                          */
    CNX_CHOICE_LIST = 2,     /* an option of a list                                                    */
    CNX_CHOICE_TEMPLATE = 3, /* a button of a template                                                 */
    CNX_CHOICE_FORM = 4      /* a filled form: its JSON is choice_id                                   */
};

/* How far a message of ours got. A later one of a lower value is ignored, except that DELIVERED and
 * READ outrank FAILED. */
typedef uint32_t cnx_delivery_state;
enum { CNX_DELIVERY_SENT = 1, CNX_DELIVERY_DELIVERED = 2, CNX_DELIVERY_READ = 3, CNX_DELIVERY_FAILED = 4 };

/* Whether a template can be sent. Default: CNX_TEMPLATE_DISABLED. */
typedef uint32_t cnx_template_state;
enum {
    CNX_TEMPLATE_APPROVED = 1,
    CNX_TEMPLATE_PENDING = 2,
    CNX_TEMPLATE_REJECTED = 3,
    CNX_TEMPLATE_PAUSED = 4,
    CNX_TEMPLATE_DISABLED = 5,
    CNX_TEMPLATE_ARCHIVED = 6
};

/* How the account is. Default: CNX_ACCOUNT_DEGRADED. */
typedef uint32_t cnx_account_state;
enum { CNX_ACCOUNT_GOOD = 1, CNX_ACCOUNT_DEGRADED = 2, CNX_ACCOUNT_BLOCKED = 3 };

/* Who may still write within a window. Default: CNX_WINDOW_ANYONE. */
typedef uint32_t cnx_window_who;
enum {
    CNX_WINDOW_ANYONE = 1, /* agents, flows and automatic messages                                    */
    CNX_WINDOW_HUMAN = 2   /* agents only                                                             */
};

/* Bits of cnx_event_v1.flags. */
enum {
    CNX_EVENT_HAS_PLACE = 1 << 0,    /* latitude and longitude are set                                 */
    CNX_EVENT_UNSUPPORTED = 1 << 1,  /* a message that was not understood: extra_json holds it         */
    CNX_EVENT_FORWARDED = 1 << 2,
    CNX_EVENT_AUTOMATIC = 1 << 3     /* written by a machine (auto-reply, bounce): opens nothing       */
};

/* One thing that happened. Fill what there is and leave the rest zero. */
typedef struct cnx_event_v1 {
    uint32_t size;
    cnx_event_kind kind;
    cnx_direction direction;
    uint32_t flags;
    int64_t time_ms;          /* when it happened, by the provider's clock; 0 = now                    */
    cnx_str dedupe_key;       /* REQUIRED. The same thing told twice has the same key, two things never:
                                 the host drops the second. For a message its id; for a state change the
                                 id with the state and its time                                        */
    cnx_str account;          /* which account, when one webhook serves several: the value that the
                                 manifest's `accountSelector` names in the configuration; absent = the
                                 one whose instance was called                                         */

    /* Who */
    cnx_str conversation_key; /* where to answer; passed back to send. Required for all kinds but
                                 DELIVERY, TEMPLATE and ACCOUNT                                        */
    cnx_str thread_key;       /* CNX_CAN_THREADS: the matter                                           */
    const cnx_identity_v1 *identities; /* all that is known of the contact, most certain first         */
    size_t n_identities;
    cnx_str contact_name;
    cnx_str contact_language; /* BCP 47                                                               */

    /* What: messages and what refers to them */
    cnx_str message_id;       /* the provider's; required for MESSAGE                                  */
    cnx_str reply_to_id;      /* the message it answers                                                */
    cnx_str target_id;        /* REACTION, EDIT, DELETION, DELIVERY: the message meant                 */
    cnx_str subject;
    cnx_str text;
    cnx_text_format text_format;
    cnx_choice_kind choice_kind;
    cnx_str choice_id;        /* what we called it when we offered it                                  */
    cnx_str choice_title;     /* what the contact saw                                                  */
    const cnx_attachment_v1 *attachments;
    size_t n_attachments;
    double latitude;          /* degrees north                                                        */
    double longitude;         /* degrees east                                                         */
    cnx_str place_name;
    cnx_str place_address;
    cnx_str reaction;         /* one emoji; absent = the reaction was taken back                       */

    /* States */
    cnx_delivery_state delivery_state;
    cnx_template_state template_state;
    cnx_account_state account_state;
    cnx_window_who window_who; /* with window_until_ms                                                */
    int64_t window_until_ms;   /* 0 = by the capabilities                                              */
    cnx_str error_code;        /* the provider's, with DELIVERY failed, TEMPLATE rejected, ACCOUNT      */
    cnx_str error_text;        /* for people                                                          */
    cnx_str template_id;
    cnx_str template_name;
    cnx_str template_language;
    cnx_str template_category;
    cnx_str template_json;     /* its components: an array of {"type": "HEADER", "format": "TEXT" | "IMAGE" |
                                  "VIDEO" | "DOCUMENT", "text"}, {"type": "BODY", "text"}, {"type": "FOOTER",
                                  "text"}, {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY" | "URL" |
                                  "PHONE_NUMBER" | "COPY_CODE", "text", "url", "phone_number"}]}; parameters
                                  are {{1}}, {{2}} … or {{name}}; absent = only the state is told       */

    cnx_str extra_json;        /* an object with what the provider said beyond these fields: for
                                  developers, searched by nobody                                       */
} cnx_event_v1;

/* ---- 3.3 what a channel is asked --------------------------------------------------------------- */

/* A request to the webhook's URL. When the manifest declares how to verify it, the host has done so
 * before it calls, and answers the provider's challenge by itself. */
typedef struct cnx_webhook_v1 {
    uint32_t size;
    uint32_t flags;          /* 0 */
    cnx_str method;
    cnx_str path;            /* what follows the channel's own URL; absent or "/…"                     */
    cnx_str query;           /* without the question mark, as it came                                  */
    cnx_str remote_ip;
    const cnx_pair *headers; /* names in lower case                                                   */
    size_t n_headers;
    cnx_bytes body;          /* as it came                                                            */
    cnx_str visitor;         /* conecta.channel.visitor/1: who wrote, as the host knows; else absent   */
    int64_t received_ms;
} cnx_webhook_v1;

/* Who is speaking. Default: CNX_AUTHOR_AUTOMATIC. */
typedef uint32_t cnx_author_kind;
enum { CNX_AUTHOR_AGENT = 1, CNX_AUTHOR_FLOW = 2, CNX_AUTHOR_AUTOMATIC = 3 };

/* Where an argument of a template belongs, and what it is. */
typedef uint32_t cnx_argument_place;
enum { CNX_ARGUMENT_HEADER = 1, CNX_ARGUMENT_BODY = 2, CNX_ARGUMENT_BUTTON = 3 };
typedef uint32_t cnx_argument_kind;
enum {
    CNX_ARGUMENT_TEXT = 1,      /* BUTTON: the code that it copies                                     */
    CNX_ARGUMENT_CURRENCY = 2,  /* text is the fallback; amount_1000 and currency are set              */
    CNX_ARGUMENT_MOMENT = 3,    /* text is the fallback                                                */
    CNX_ARGUMENT_MEDIA = 4,     /* attachment is set                                                  */
    CNX_ARGUMENT_URL = 5,       /* BUTTON: the end of its address                                      */
    CNX_ARGUMENT_PAYLOAD = 6    /* BUTTON: what comes back as choice_id                                */
};

typedef struct cnx_argument_v1 {
    cnx_argument_place place;
    cnx_argument_kind kind;
    uint32_t index;        /* from 0, within its place; the button's number for BUTTON                 */
    uint32_t reserved;
    cnx_str name;          /* of a named parameter; absent = by position                               */
    cnx_str text;
    cnx_str currency;      /* ISO 4217                                                                 */
    int64_t amount_1000;   /* thousandths of the currency's unit                                       */
    const cnx_attachment_v1 *attachment; /* or NULL */
} cnx_argument_v1;

typedef struct cnx_template_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */
    cnx_str name;
    cnx_str language;
    const cnx_argument_v1 *arguments;
    size_t n_arguments;
} cnx_template_v1;

/* How options are offered. Default: CNX_INTERACTIVE_BUTTONS. */
typedef uint32_t cnx_interactive_kind;
enum { CNX_INTERACTIVE_BUTTONS = 1, CNX_INTERACTIVE_LIST = 2, CNX_INTERACTIVE_LINK = 3 };

typedef struct cnx_option_v1 {
    cnx_str id;          /* comes back as choice_id                                                    */
    cnx_str title;
    cnx_str description; /* LIST                                                                      */
    cnx_str section;     /* LIST: options of one section follow each other                             */
    cnx_str url;         /* LINK                                                                      */
} cnx_option_v1;

typedef struct cnx_interactive_v1 {
    uint32_t size;
    cnx_interactive_kind kind;
    cnx_str header;
    cnx_str footer;
    cnx_str list_title;  /* LIST: the words on the button that opens it                                */
    const cnx_option_v1 *options;
    size_t n_options;
} cnx_interactive_v1;

/* A message to be sent. It has text, or attachments, or a template, or text with interactive
 * elements; the host has checked it against the capabilities. */
typedef struct cnx_outbound_v1 {
    uint32_t size;
    cnx_author_kind author;
    cnx_text_format text_format; /* that of the capabilities                                          */
    uint32_t attempt;            /* 1 for the first                                                   */
    cnx_str idempotency_key;     /* the same for every attempt at one message                          */
    cnx_str session_id;
    cnx_str protocol_number;     /* 20261122-000123-7                                                 */
    cnx_str author_name;         /* as contacts may see it: the agent's nickname                       */
    cnx_str conversation_key;    /* absent when we begin and resolve gave none: use the identities     */
    cnx_str thread_key;
    const cnx_identity_v1 *identities;
    size_t n_identities;
    cnx_str reply_to_id;
    cnx_str subject;
    cnx_str text;
    const cnx_attachment_v1 *attachments;
    size_t n_attachments;
    const cnx_template_v1 *template_message; /* or NULL */
    const cnx_interactive_v1 *interactive;   /* or NULL */
    int64_t last_inbound_ms;     /* 0 = the contact never wrote                                       */
    int64_t window_until_ms;     /* 0 = no window is known                                            */
} cnx_outbound_v1;

/* What became of it. Default: CNX_SENT_UNKNOWN. */
typedef uint32_t cnx_outcome;
enum {
    CNX_SENT_ACCEPTED = 1,      /* the provider took it: message_id is set                             */
    CNX_SENT_FAILED = 2,        /* it will never work like this                                       */
    CNX_SENT_RETRY = 3,         /* certainly not taken: again after retry_after_ms                     */
    CNX_SENT_WINDOW_CLOSED = 4, /* the provider says that the window is over                           */
    CNX_SENT_UNKNOWN = 5        /* it may have been taken. Never sent again by itself, unless the
                                   channel has CNX_CAN_IDEMPOTENT                                     */
};

typedef struct cnx_sent_v1 {
    uint32_t size;
    cnx_outcome outcome;
    cnx_str message_id;       /* the provider's                                                       */
    cnx_str conversation_key; /* when the provider names it only now; else absent                      */
    cnx_str error_code;       /* the provider's                                                       */
    cnx_str error_text;       /* for people                                                           */
    int64_t retry_after_ms;   /* RETRY: 0 = the host decides                                          */
} cnx_sent_v1;

/* A file that was fetched into a blob. */
typedef struct cnx_media_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */
    cnx_str blob;
    cnx_str mime;
    cnx_str file_name;
} cnx_media_v1;

/* Who somebody is on this channel. */
typedef struct cnx_contact_v1 {
    uint32_t size;
    uint32_t flags;           /* 0 */
    cnx_str conversation_key; /* absent when the provider names it at the first message                */
    cnx_str name;
    const cnx_identity_v1 *identities;
    size_t n_identities;
} cnx_contact_v1;

/* How the page of a live chat looks and what it asks; conecta.channel.visitor/1. */
typedef struct cnx_visitor_page_v1 {
    uint32_t size;
    uint32_t accent;         /* 0xRRGGBBAA; 0 = the host's                                             */
    cnx_str title;
    cnx_str greeting;        /* shown before the first message                                         */
    cnx_str language;        /* BCP 47; absent = the browser's                                         */
    cnx_str fields_json;     /* an array of {"id","label","kind":"text|email|phone","required"} asked
                                before the chat; nobody may be kept from it who leaves them empty unless
                                required                                                              */
    cnx_str origins;         /* which sites may embed it, separated by single spaces; absent = any     */
    uint64_t max_file_bytes; /* 0 = no files                                                          */
} cnx_visitor_page_v1;

/* ---- 3.4 the host's ears ----------------------------------------------------------------------- *
 * All of them [call]. What is passed is copied before they return. They return CNX_OK, or
 * CNX_E_ARGUMENT or CNX_E_LIMIT with a reason in the server's log; then this item is not taken and
 * you may go on with the next. */
typedef struct cnx_channel_sink_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */

    /* Tells what happened. In webhook and poll: nothing is stored until the function returns CNX_OK;
     * then all events of the call are, in one transaction. An event that is refused (no dedupe key,
     * bad text) does not stop its neighbours. */
    cnx_status (*event)(cnx_call *call, const cnx_event_v1 *event);

    /* webhook: what to answer, once the events are stored. Without it: 200, no body. */
    cnx_status (*respond)(cnx_call *call, int32_t status, const cnx_pair *headers, size_t n_headers,
                          cnx_bytes body);

    /* send: what became of the message; exactly once. Without it the status that send returns
     * decides: CNX_E_TRANSIENT and CNX_E_RATE are RETRY; CNX_OK, CNX_E_TIMEOUT, CNX_E_CANCELLED and
     * CNX_E_INTERNAL are UNKNOWN; the others are FAILED. */
    cnx_status (*sent)(cnx_call *call, const cnx_sent_v1 *sent);

    /* poll: where to go on, stored in the same transaction as the events. next_ms: the pause until
     * the next poll, 0 = by the capabilities. */
    cnx_status (*cursor)(cnx_call *call, cnx_bytes cursor, int64_t next_ms);

    /* check_config: something to say about the configuration. `pointer` is a JSON pointer to the
     * field ("/apiBase") or absent. CNX_LEVEL_ERROR means that it cannot work. */
    cnx_status (*config_issue)(cnx_call *call, cnx_str pointer, cnx_level level, cnx_str text);

    /* capabilities: exactly once. */
    cnx_status (*capabilities)(cnx_call *call, const cnx_capabilities_v1 *capabilities);

    /* media/1: exactly once. */
    cnx_status (*media)(cnx_call *call, const cnx_media_v1 *media);

    /* resolve/1: exactly once; not at all when nobody answers to the address. */
    cnx_status (*contact)(cnx_call *call, const cnx_contact_v1 *contact);

    /* visitor/1: exactly once, in `page`. */
    cnx_status (*visitor_page)(cnx_call *call, const cnx_visitor_page_v1 *page);

    /* visitor/1, in any function: pushes a JSON object to the streams of the visitor with that
     * conversation_key. `name` is the kind of the push, such as "message" or "typing". Kept for those
     * who reconnect unless `name` is "typing". */
    cnx_status (*push)(cnx_call *call, cnx_str conversation_key, cnx_str name, cnx_str json);
} cnx_channel_sink_v1;

/* ---- 3.5 a channel's functions ----------------------------------------------------------------- */

typedef struct cnx_channel_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */

    /* [any][block] Makes an instance for one account. `host` and `sink` stay valid until destroy
     * returns: keep them. `account_id` names the account in this installation, for ever.
     * `config_json` fits your schema; its secret fields hold placeholders. No network here. */
    cnx_status (*create)(const cnx_host_v1 *host, const cnx_channel_sink_v1 *sink, cnx_call *call,
                         cnx_str feature_id, cnx_str account_id, cnx_str config_json,
                         cnx_instance **instance);

    /* [inst][block] Ends an instance. No call of it is running, and none comes after. Not called for
     * an instance that lost a thread to a deadline. */
    void (*destroy)(cnx_instance *instance);

    /* [any][block] Looks at a configuration before it is saved, and may ask the provider whether it
     * works. Says config_issue for everything it finds; returns CNX_OK when it could look. */
    cnx_status (*check_config)(const cnx_host_v1 *host, const cnx_channel_sink_v1 *sink,
                               cnx_call *call, cnx_str feature_id, cnx_str config_json);

    /* [any][fast] Tells what the account can do: sink->capabilities. Asked after create and again
     * after an event of kind ACCOUNT. */
    cnx_status (*capabilities)(cnx_instance *instance, cnx_call *call);

    /* [any][block] Reads a request of the provider: sink->event for each thing it tells, then
     * sink->respond if the answer is not an empty 200. One item that you cannot read must not lose
     * its neighbours: tell it as CNX_EVENT_UNSUPPORTED. An error makes the host answer 500 and
     * store nothing, so that the provider repeats. May be NULL without CNX_CAN_WEBHOOK. */
    cnx_status (*webhook)(cnx_instance *instance, cnx_call *call, const cnx_webhook_v1 *request);

    /* [any][block] Sends a message: sink->sent. Several may run at once. */
    cnx_status (*send)(cnx_instance *instance, cnx_call *call, const cnx_outbound_v1 *message);

    /* [inst][block] Asks the provider for what is new since `cursor` (empty at first): events, then
     * sink->cursor. May be NULL without CNX_CAN_POLL. */
    cnx_status (*poll)(cnx_instance *instance, cnx_call *call, cnx_bytes cursor);

    /* [any][fast] Gives the table of one of the extensions below, or NULL. The answer must not change
     * during an instance's life. May be NULL. */
    const void *(*extension)(cnx_instance *instance, cnx_str id);
} cnx_channel_v1;

/* ---- 3.6 what a channel may do besides --------------------------------------------------------- */

/* Fetches the file of an inbound message whose attachment has only an id. */
#define CNX_CHANNEL_MEDIA "conecta.channel.media/1"
typedef struct cnx_channel_media_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */
    /* [any][block] Brings the file into a blob (fetch_to_blob) and says sink->media. */
    cnx_status (*fetch)(cnx_instance *instance, cnx_call *call, const cnx_attachment_v1 *attachment);
} cnx_channel_media_v1;

/* Turns what a person typed into somebody that can be written to. */
#define CNX_CHANNEL_RESOLVE "conecta.channel.resolve/1"
typedef struct cnx_channel_resolve_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */
    /* [any][block] Reads `address` (a phone number, an e-mail address) and says sink->contact. */
    cnx_status (*resolve)(cnx_instance *instance, cnx_call *call, cnx_str address);
} cnx_channel_resolve_v1;

/* Hears what happens to sessions. */
#define CNX_CHANNEL_SESSION "conecta.channel.session/1"
typedef uint32_t cnx_session_state;
enum { CNX_SESSION_OPENED = 1, CNX_SESSION_IN_SERVICE = 2, CNX_SESSION_CLOSED = 3 };

typedef struct cnx_session_change_v1 {
    uint32_t size;
    cnx_session_state state;
    cnx_str session_id;
    cnx_str protocol_number;
    cnx_str conversation_key;
    cnx_str thread_key;
    cnx_str agent_name; /* IN_SERVICE: as contacts may see it                                          */
    int64_t time_ms;
} cnx_session_change_v1;

typedef struct cnx_channel_session_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */
    /* [any][block] After the change is stored; told at least once, in order for each session. */
    cnx_status (*changed)(cnx_instance *instance, cnx_call *call, const cnx_session_change_v1 *change);
} cnx_channel_session_v1;

/* A live chat whose page and streams the host serves (/chat/CHANNEL). What the visitor writes comes
 * in as a webhook with `visitor` set; what is to appear in the page leaves by sink->push. */
#define CNX_CHANNEL_VISITOR "conecta.channel.visitor/1"
typedef struct cnx_channel_visitor_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */
    /* [any][fast] Says sink->visitor_page. */
    cnx_status (*page)(cnx_instance *instance, cnx_call *call);
} cnx_channel_visitor_v1;

/* Shows the contact that we read or write. */
#define CNX_CHANNEL_RECEIPT "conecta.channel.receipt/1"
enum { CNX_RECEIPT_READ = 1 << 0, CNX_RECEIPT_TYPING = 1 << 1 };

typedef struct cnx_receipt_v1 {
    uint32_t size;
    uint32_t what;           /* CNX_RECEIPT_…, one or both                                             */
    cnx_str conversation_key;
    cnx_str message_id;      /* the contact's last                                                     */
} cnx_receipt_v1;

typedef struct cnx_channel_receipt_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */
    /* [any][block] Best effort: the host does not repeat it. */
    cnx_status (*show)(cnx_instance *instance, cnx_call *call, const cnx_receipt_v1 *receipt);
} cnx_channel_receipt_v1;

/* Lists the templates that the provider knows for the account. */
#define CNX_CHANNEL_TEMPLATES "conecta.channel.templates/1"
typedef struct cnx_channel_templates_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */
    /* [any][block] Says sink->event of kind TEMPLATE for each. What is not told any more is gone. */
    cnx_status (*list)(cnx_instance *instance, cnx_call *call);
} cnx_channel_templates_v1;

/* ---------------------------------------------------------------------------------------------- *
 * 4  Reports
 * ---------------------------------------------------------------------------------------------- */

#define CNX_KIND_REPORT "conecta.report/1"

/* ---- 4.1 the job ------------------------------------------------------------------------------- */

/* Bits of cnx_report_job_v1.flags. */
enum {
    CNX_JOB_CONFIDENTIAL_HIDDEN = 1 << 0, /* the data has no identities and no flow variables          */
    CNX_JOB_DARK = 1 << 1                 /* drawn on a dark ground; matters to canvases alone         */
};

typedef struct cnx_report_job_v1 {
    uint32_t size;
    uint32_t flags;
    cnx_str format;          /* "pdf", "png", "html" or "csv". Emit the same blocks for all four, or
                                leave out what one cannot show                                        */
    cnx_str language;        /* BCP 47: "pt-BR", "en"                                                 */
    cnx_str time_zone;       /* IANA: "America/Sao_Paulo"                                              */
    cnx_str parameters_json; /* an object that fits your schema                                        */
    cnx_str viewer;          /* who will read it, in words for a footer                                */
    cnx_str company;         /* whose report it is                                                    */
    int64_t data_as_of_ms;   /* the moment up to which the data is read: the report's "now"            */
    double width_pt;         /* the page, or the picture divided by scale                              */
    double height_pt;
    double scale;            /* pixels for each point of a picture; 1 for the others                   */
} cnx_report_job_v1;

/* ---- 4.2 the paper ----------------------------------------------------------------------------- *
 * A report says what there is, in reading order; how it looks is the host's to decide, for PDF, PNG,
 * HTML and CSV alike. What holds others is a pair of functions: table_start, row…, table_end. A row
 * belongs inside a table, an entry inside a transcript, a cell inside a grid; a grid's cells hold
 * any blocks but grids and page breaks. */

/* What something means; the theme turns it into colour, shape and label. Default: CNX_TONE_NEUTRAL. */
typedef uint32_t cnx_tone;
enum {
    CNX_TONE_NEUTRAL = 0,
    CNX_TONE_MUTED = 1,    /* of less weight                                                          */
    CNX_TONE_ACCENT = 2,   /* worth a look                                                            */
    CNX_TONE_GOOD = 3,     /* as it should be                                                         */
    CNX_TONE_WARNING = 4,  /* close to a limit                                                        */
    CNX_TONE_CRITICAL = 5  /* past a limit                                                            */
};

/* Where text stands in its box. Default: CNX_ALIGN_START. Only paragraphs can be justified: columns
 * and drawings take CNX_ALIGN_JUSTIFY for CNX_ALIGN_START. */
typedef uint32_t cnx_alignment;
enum { CNX_ALIGN_START = 0, CNX_ALIGN_CENTER = 1, CNX_ALIGN_END = 2, CNX_ALIGN_JUSTIFY = 3 };

/* Bits of cnx_document_v1.flags. */
enum { CNX_DOCUMENT_LANDSCAPE = 1 << 0 };

/* About the whole document; before the first block. */
typedef struct cnx_document_v1 {
    uint32_t size;
    uint32_t flags;
    cnx_str title;
    cnx_str subtitle;
    cnx_str footer;     /* left of the page number                                                    */
    double width_pt;    /* the sheet; 0 = A4, or what the job says                                    */
    double height_pt;
    double margin_pt;   /* 0 = the theme's                                                            */
} cnx_document_v1;

typedef struct cnx_heading_v1 {
    uint32_t size;
    uint32_t level;     /* 1, the highest, to 6                                                       */
    cnx_str text;
    cnx_str anchor;     /* what links call it, "#anchor"; absent when nothing does                     */
} cnx_heading_v1;

/* Bits of cnx_run_v1.flags. */
enum { CNX_RUN_BOLD = 1 << 0, CNX_RUN_ITALIC = 1 << 1, CNX_RUN_MONOSPACED = 1 << 2 };

/* A stretch of text in one style. */
typedef struct cnx_run_v1 {
    cnx_str text;
    cnx_str link;       /* https:, mailto:, tel: or "#anchor"; absent for none                         */
    uint32_t flags;
    cnx_tone tone;
} cnx_run_v1;

typedef struct cnx_paragraph_v1 {
    uint32_t size;
    cnx_alignment alignment;
    double scale;       /* the letters against the body's; 0 counts as 1                              */
    const cnx_run_v1 *runs;
    size_t n_runs;
} cnx_paragraph_v1;

/* A name beside its value. */
typedef struct cnx_fact_v1 {
    cnx_str name;
    cnx_value_v1 value;
    cnx_tone tone;
    uint32_t reserved;
} cnx_fact_v1;

typedef struct cnx_facts_v1 {
    uint32_t size;
    uint32_t columns;   /* pairs side by side where there is room; 0 counts as 2                       */
    const cnx_fact_v1 *items;
    size_t n_items;
} cnx_facts_v1;

/* A key figure. */
typedef struct cnx_tile_v1 {
    cnx_str id;         /* the metric's                                                               */
    cnx_str title;
    cnx_value_v1 value;
    cnx_str note;       /* below it: a goal, a comparison                                             */
    cnx_str status;     /* the word that says the tone without colour                                  */
    cnx_str symbol;     /* an emoji or letter                                                         */
    const double *sparkline; /* the recent past, oldest first; NaN = a gap. In the value's own numbers:
                                a fraction of one for a percentage, milliseconds for a duration       */
    size_t n_sparkline;
    cnx_tone tone;
    cnx_tone trend_tone;     /* what the change means: more may be good or bad                         */
    cnx_value_v1 target;     /* the goal, beside the figure and across the sparkline; nothing = none   */
    cnx_value_v1 trend;      /* the change since trend_label, of the value's kind; below zero it fell.
                                Nothing = none                                                        */
    cnx_str trend_label;     /* what it is compared with: "since yesterday"                             */
} cnx_tile_v1;

typedef struct cnx_tiles_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */
    const cnx_tile_v1 *items;
    size_t n_items;
} cnx_tiles_v1;

/* Default: CNX_CHART_LINE. */
typedef uint32_t cnx_chart_kind;
enum {
    CNX_CHART_LINE = 0,
    CNX_CHART_AREA = 1,
    CNX_CHART_BAR = 2,
    CNX_CHART_STACKED_BAR = 3,
    CNX_CHART_HORIZONTAL_BAR = 4,
    CNX_CHART_HISTOGRAM = 5, /* how many fell between each two edges; categories may be absent          */
    CNX_CHART_HEAT_MAP = 6,  /* fields as dark as their value: a column for each category (hours), a
                                row for each series (weekdays)                                        */
    CNX_CHART_GAUGE = 7,     /* a dial for each series, of its first value; maximum ends the dial       */
    CNX_CHART_DONUT = 8      /* a slice for each category, of the first series                         */
};

/* How an axis writes its values. Default: CNX_CHART_COUNT. */
typedef uint32_t cnx_chart_unit;
enum { CNX_CHART_COUNT = 0, CNX_CHART_PERCENT = 1, CNX_CHART_DURATION_MS = 2 };

typedef struct cnx_series_v1 {
    cnx_str name;
    const double *values; /* NaN = no value                                                           */
    size_t n_values;      /* as many as the chart's categories; of a histogram one less than edges     */
    cnx_tone tone;
    uint32_t reserved;
} cnx_series_v1;

typedef struct cnx_chart_v1 {
    uint32_t size;
    cnx_chart_kind kind;
    cnx_chart_unit unit;
    cnx_chart_unit edge_unit; /* of a histogram's edges                                               */
    double height_pt;     /* 0 = the theme's                                                          */
    cnx_str title;
    cnx_str alternative;  /* what it says, for those who cannot see it                                 */
    const cnx_str *categories; /* of a gauge one, whose words may be absent                             */
    size_t n_categories;
    const cnx_series_v1 *series;
    size_t n_series;
    double target;        /* a line across the values, a mark on a dial, in a histogram a line between
                             edges; 0 = none. Heat maps and donuts have none                           */
    cnx_str target_label; /* beside it: "goal"; absent = the host's word                               */
    double maximum;       /* where the axis or the dial ends; 0 = the host chooses                     */
    const double *edges;  /* of a histogram, rising; the last may be infinite: "and more"               */
    size_t n_edges;
} cnx_chart_v1;

typedef struct cnx_picture_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */
    cnx_bytes bytes;      /* a PNG or JPEG file                                                       */
    cnx_str alternative;
    double width_pt;      /* at most; 0 = its own                                                     */
} cnx_picture_v1;

typedef struct cnx_table_column_v1 {
    cnx_str id;           /* the header of the CSV: a metric's id or a field's name                    */
    cnx_str title;        /* on paper                                                                 */
    cnx_str group;        /* neighbours of one group share a title over theirs; absent for none        */
    double weight;        /* of the width; 0 counts as 1                                              */
    cnx_alignment alignment;
    uint32_t reserved;
} cnx_table_column_v1;

/* Bits of cnx_table_v1.flags. */
enum { CNX_TABLE_PLAIN = 1 << 0 /* no shading of every second row */ };

typedef struct cnx_table_v1 {
    uint32_t size;
    uint32_t flags;
    cnx_str title;
    cnx_str empty_text;   /* said when no row comes                                                   */
    const cnx_table_column_v1 *columns;
    size_t n_columns;     /* 1 to 256                                                                 */
} cnx_table_v1;

typedef struct cnx_cell_v1 {
    cnx_value_v1 value;
    cnx_str link;         /* as a run's                                                               */
    cnx_tone tone;
    uint32_t reserved;
} cnx_cell_v1;

/* What a row is for. Default: CNX_ROW_BODY. */
typedef uint32_t cnx_row_kind;
enum {
    CNX_ROW_BODY = 0,
    CNX_ROW_TOTAL = 1,    /* a sum: left out of CSV                                                   */
    CNX_ROW_SECTION = 2   /* a title over those that follow: left out of CSV                          */
};

typedef struct cnx_row_v1 {
    uint32_t size;
    cnx_row_kind kind;
    const cnx_cell_v1 *cells;
    size_t n_cells;       /* at most the table's columns; missing ones are empty                       */
} cnx_row_v1;

typedef struct cnx_transcript_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */
    cnx_str title;
    cnx_str empty_text;
} cnx_transcript_v1;

/* On which side an entry stands. Default: CNX_SIDE_SYSTEM. */
typedef uint32_t cnx_side;
enum { CNX_SIDE_SYSTEM = 0, CNX_SIDE_CONTACT = 1, CNX_SIDE_OURS = 2 };

typedef struct cnx_entry_file_v1 {
    cnx_str name;
    cnx_str detail;       /* type, size, hash, in words                                               */
    cnx_bytes thumbnail;  /* a small PNG or JPEG; absent for none                                      */
} cnx_entry_file_v1;

typedef struct cnx_entry_v1 {
    uint32_t size;
    cnx_side side;
    cnx_tone tone;
    uint32_t reserved;
    int64_t moment_ms;
    cnx_str author;
    cnx_str text;
    cnx_str status;       /* of delivery, in words                                                    */
    cnx_str quote;        /* the message it answers, shortened                                         */
    const cnx_entry_file_v1 *files;
    size_t n_files;
} cnx_entry_v1;

typedef struct cnx_grid_v1 {
    uint32_t size;
    uint32_t columns;     /* of the lattice; 0 counts as 12, at most 64                               */
    uint32_t rows;
    cnx_tone caption_tone; /* CNX_TONE_WARNING when the data is stale                                  */
    cnx_str title;
    cnx_str caption;      /* such as the time of the data                                             */
} cnx_grid_v1;

typedef struct cnx_grid_cell_v1 {
    uint32_t size;
    uint32_t column;      /* from 0                                                                   */
    uint32_t row;
    uint32_t width;       /* in fields, at least 1                                                    */
    uint32_t height;
    uint32_t reserved;
} cnx_grid_cell_v1;

/* A step of a drawing; which fields count stands beside it. An unknown one is refused. */
typedef uint32_t cnx_operation_kind;
enum {
    CNX_DRAW_SAVE = 1,      /* keeps transformation and clip                                           */
    CNX_DRAW_RESTORE = 2,   /* goes back to the matching SAVE                                          */
    CNX_DRAW_TRANSFORM = 3, /* n = a b c d tx ty: x' = a·x + c·y + tx, y' = b·x + d·y + ty             */
    CNX_DRAW_CLIP = 4,      /* n = x y width height                                                   */
    CNX_DRAW_PATH = 5,      /* text = SVG path data; fill, stroke, stroke_width                        */
    CNX_DRAW_RECTANGLE = 6, /* n = x y width height radius; fill, stroke, stroke_width                  */
    CNX_DRAW_TEXT = 7,      /* text, one line; n = x, baseline's y, size; fill, weight, italic,
                               alignment: where x is in the line                                      */
    CNX_DRAW_IMAGE = 8,     /* bytes = PNG or JPEG; n = x y width height                                */
    CNX_DRAW_LINK = 9       /* text = address; n = x y width height                                    */
};

typedef struct cnx_operation_v1 {
    cnx_operation_kind kind;
    cnx_alignment alignment;
    uint32_t weight;      /* 400 ordinary, 700 bold; 0 counts as 400                                   */
    uint32_t italic;      /* 0 or 1                                                                   */
    uint32_t fill;        /* 0xRRGGBBAA                                                               */
    uint32_t stroke;
    double stroke_width;
    double n[6];
    cnx_str text;
    cnx_bytes bytes;
} cnx_operation_v1;

/* Free drawing on a sheet of its own, in points, origin at the top left. */
typedef struct cnx_canvas_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */
    double width_pt;
    double height_pt;
    cnx_str alternative;  /* what it shows, for those who cannot see it                                */
    const cnx_operation_v1 *operations;
    size_t n_operations;
} cnx_canvas_v1;

/* How a line of text looks; for measure. */
typedef struct cnx_text_style_v1 {
    uint32_t size;
    uint32_t weight;
    uint32_t italic;
    uint32_t reserved;
    double size_pt;
} cnx_text_style_v1;

/* The paper. All of them [call][block]: the host may write, wait or draw. What is passed is copied
 * before they return. After an error other than CNX_E_ARGUMENT return it from render: nobody reads on.
 * CNX_E_ARGUMENT: the block was refused (not here, not valid); the log says why. */
typedef struct cnx_paper_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */
    cnx_status (*document)(cnx_call *call, const cnx_document_v1 *document);
    cnx_status (*heading)(cnx_call *call, const cnx_heading_v1 *heading);
    cnx_status (*paragraph)(cnx_call *call, const cnx_paragraph_v1 *paragraph);
    cnx_status (*facts)(cnx_call *call, const cnx_facts_v1 *facts);
    cnx_status (*tiles)(cnx_call *call, const cnx_tiles_v1 *tiles);
    cnx_status (*chart)(cnx_call *call, const cnx_chart_v1 *chart);
    cnx_status (*image)(cnx_call *call, const cnx_picture_v1 *picture);
    cnx_status (*table_start)(cnx_call *call, const cnx_table_v1 *table);
    cnx_status (*row)(cnx_call *call, const cnx_row_v1 *row);
    cnx_status (*table_end)(cnx_call *call);
    cnx_status (*transcript_start)(cnx_call *call, const cnx_transcript_v1 *transcript);
    cnx_status (*entry)(cnx_call *call, const cnx_entry_v1 *entry);
    cnx_status (*transcript_end)(cnx_call *call);
    cnx_status (*grid_start)(cnx_call *call, const cnx_grid_v1 *grid);
    cnx_status (*grid_cell)(cnx_call *call, const cnx_grid_cell_v1 *cell);
    cnx_status (*grid_end)(cnx_call *call);
    cnx_status (*canvas)(cnx_call *call, const cnx_canvas_v1 *canvas);
    cnx_status (*page_break)(cnx_call *call);

    /* Tells how wide and high a line of text will be, in points. */
    cnx_status (*measure)(cnx_call *call, cnx_str text, const cnx_text_style_v1 *style,
                          double *width_pt, double *height_pt);
} cnx_paper_v1;

/* ---- 4.3 a report's functions ------------------------------------------------------------------ */

typedef struct cnx_report_v1 {
    uint32_t size;
    uint32_t flags; /* 0 */

    /* [any][block] Makes an instance; one serves many jobs. `host` stays valid until destroy returns. */
    cnx_status (*create)(const cnx_host_v1 *host, cnx_call *call, cnx_str feature_id,
                         cnx_instance **instance);

    /* [inst][block] Ends an instance. */
    void (*destroy)(cnx_instance *instance);

    /* [any][block] Writes the report of a job. The same job over the same data gives the same blocks:
     * take the time from data_as_of_ms, never from a clock. */
    cnx_status (*render)(cnx_instance *instance, cnx_call *call, const cnx_report_job_v1 *job,
                         const cnx_paper_v1 *paper);

    /* [any][fast] Gives the table of an extension of yours, or NULL. None is defined yet. May be NULL. */
    const void *(*extension)(cnx_instance *instance, cnx_str id);
} cnx_report_v1;

/* ---------------------------------------------------------------------------------------------- *
 * 5  The plugin itself
 * ---------------------------------------------------------------------------------------------- */

/* One channel or report. All of it is constant and lives for ever. */
typedef struct cnx_feature_v1 {
    uint32_t size;
    uint32_t flags;      /* 0 */
    cnx_str kind;        /* CNX_KIND_CHANNEL or CNX_KIND_REPORT                                        */
    cnx_str id;          /* a–z, 0–9 and hyphens, at most 64: what channels and reports are called by  */
    cnx_str name;        /* for people                                                                */
    const void *vtable;  /* cnx_channel_v1 or cnx_report_v1                                            */
    cnx_str schema_json; /* JSON Schema 2020-12 of a channel's configuration or a report's parameters,
                            an object; a property with "x-secret": true is a secret                    */
    cnx_bytes icon_svg;  /* at most 64 KiB, without scripts; absent for none                          */
} cnx_feature_v1;

typedef struct cnx_plugin_v1 {
    uint32_t size;
    uint32_t abi_major;  /* CNX_ABI_MAJOR */
    uint32_t abi_minor;  /* CNX_ABI_MINOR */
    uint32_t flags;      /* 0 */
    cnx_str id;          /* as in the manifest: reversed domain, "org.example.echo"                    */
    cnx_str version;     /* as in the manifest: "1.2.3"                                               */
    cnx_str sdk;         /* what it was made with, in words: "c", "swift 6.3.1"                        */
    const cnx_feature_v1 *features;
    size_t n_features;   /* 1 to 32 */

    /* [any] Once in a process before anything else; may be NULL. An error and the plugin stays off. */
    cnx_status (*start)(const cnx_host_v1 *host);

    /* [any] Once, after the last destroy, when the process ends in order; may be NULL. */
    void (*stop)(void);
} cnx_plugin_v1;

/* THE ENTRY, the only symbol a plugin exports; its name carries the major. Gives the description, or
 * NULL when the plugin refuses this host. Nothing else happens here: no I/O, no thread. [any][fast] */
typedef const cnx_plugin_v1 *(*cnx_entry_fn)(uint32_t host_major, uint32_t host_minor);
#define CNX_ENTRY_SYMBOL "conecta_plugin_v1"
CNX_EXPORT const cnx_plugin_v1 *conecta_plugin_v1(uint32_t host_major, uint32_t host_minor);

/* Say it once, in one source file, followed by a semicolon. It puts an ELF note into the library with
 * the version of this ABI. PluginKit does it for plugins in Swift. */
#define CNX_NOTE_NAME "Conecta"
#define CNX_NOTE_SECTION ".note.conecta"
#define CNX_DECLARE_NOTE                                                                             \
    static const struct {                                                                            \
        uint32_t name_size, description_size, type;                                                  \
        char name[8];                                                                                \
        uint32_t abi[2];                                                                             \
    } cnx_note __attribute__((used, section(CNX_NOTE_SECTION), aligned(4))) = {                      \
        8, 8, 1, CNX_NOTE_NAME, {CNX_ABI_MAJOR, CNX_ABI_MINOR}}

/* Text from a literal: CNX_S in an expression, CNX_LITERAL in an initialiser. */
#define CNX_LITERAL(literal) {(literal), sizeof(literal) - 1}
#ifdef __cplusplus
#define CNX_S(literal) (cnx_str CNX_LITERAL(literal))
#else
#define CNX_S(literal) ((cnx_str)CNX_LITERAL(literal))
#endif

/* THE MANIFEST, plugin.json, in the folder of the plugin:
 *
 *   {
 *     "id": "org.example.echo",            the same as in the description
 *     "version": "1.0.0",                  the same
 *     "name": "Echo",                      for people
 *     "description": "…", "author": "…", "license": "…", "homepage": "https://…",     as you like
 *     "library": "libEcho.so",             a file name; looked for in this folder
 *     "abi": 1,
 *     "features": [                        exactly those of the description
 *       { "kind": "channel", "id": "echo", "name": "Echo",
 *         "accountSelector": "number",     optional: the configuration's field that cnx_event_v1.account
 *                                          is compared with
 *         "grants": ["apiBase"],           optional: fields of the configuration, a URL or a list of
 *                                          URLs, whose hosts (and their private addresses) http may
 *                                          reach, and dial for schemes such as imaps and smtp
 *         "webhook": {                     optional: how the host verifies requests
 *           "signature": { "header": "x-echo-signature", "scheme": "hmac-sha256-hex",
 *                          "prefix": "sha256=", "secret": "signingKey" },
 *           "challenge": { "mode": "hub.mode", "modeValue": "subscribe", "token": "hub.verify_token",
 *                          "answer": "hub.challenge", "secret": "verifyToken" } } },
 *       { "kind": "report", "id": "history", "name": "History" }
 *     ],
 *     "permissions": { "http": ["api.example.org", "*.example.net"], "dial": ["imap.example.org:993"],
 *                      "state": true, "blob": true }
 *   }
 *
 * scheme "hmac-sha256-hex": the header is the prefix, then the lower-case hexadecimal HMAC-SHA256 of
 * the raw body under the secret, "hmac-sha256-base64": the same in Base64. Scheme "token": the header is
 * the prefix, then the secret itself.
 * "secret" names a field of the configuration. A POST that does not verify is answered 401 and seen by
 * nobody. "challenge": a GET whose parameter `mode` is modeValue and whose `token` is the secret is
 * answered with `answer`, raw; other GETs with a challenge declared are answered 403.
 * "settings": { "field": "verification", "secret": "webhookSecret" } in place of "signature": each account
 * says it in that field, an object of scheme, header (or, for a token, query) and prefix; scheme "none"
 * lets everything pass, an absent or unclear object lets nothing pass.
 * An optional folder locales/ holds words: see CNX_HOST_WORDS.
 */

#ifdef __cplusplus
}
#endif

#endif
