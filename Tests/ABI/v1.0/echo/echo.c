/* Echo: a whole channel in C, to be read from top to bottom in ten minutes.
 *
 * The provider is imaginary. It posts lines to our webhook, each a message or a receipt:
 *
 *     message <TAB> id <TAB> +5511987654321 <TAB> Maria Silva <TAB> words to the end of the line
 *     receipt <TAB> id of a message of ours <TAB> delivered | read | failed
 *
 * and takes our messages as POST <apiBase>/messages in the same form, answering with its id.
 * README.md tells how to try it; conecta_plugin.h tells every rule this file follows.
 */
#include "conecta_plugin.h"

#include <stdlib.h>
#include <string.h>

CNX_DECLARE_NOTE;

/* -- 1. An instance: what we keep for one account, from create to destroy. -----------------------
 */

struct cnx_instance {
    const cnx_host_v1 *host;         /* valid until destroy returns, so it may be kept            */
    const cnx_channel_sink_v1 *sink; /* the same                                                  */
    char api_base[512];
};

/* Two small helpers: texts are borrowed and not terminated, so compare and cut by length. */
static bool is(cnx_str text, const char *word) {
    return text.len == strlen(word) && (text.len == 0 || memcmp(text.ptr, word, text.len) == 0);
}

static cnx_str cut(cnx_str *rest, char mark) {
    cnx_str part = *rest;
    for (size_t i = 0; i < rest->len; i++) {
        if (rest->ptr[i] != mark)
            continue;
        part.len = i;
        rest->ptr += i + 1;
        rest->len -= i + 1;
        return part;
    }
    rest->ptr += rest->len;
    rest->len = 0;
    return part;
}

/* Finds a text field of our flat configuration. A real channel would bring a JSON parser; ours only
 * has URLs and placeholders in it, which need no unescaping. */
static cnx_str field(cnx_str json, const char *name) {
    size_t n = strlen(name);
    for (size_t i = 0; i + n + 3 < json.len; i++) {
        if (json.ptr[i] != '"' || memcmp(json.ptr + i + 1, name, n) != 0 ||
            json.ptr[i + 1 + n] != '"')
            continue;
        size_t start = i + n + 2;
        while (start < json.len && (json.ptr[start] == ':' || json.ptr[start] == ' '))
            start++;
        if (start >= json.len || json.ptr[start] != '"')
            continue;
        cnx_str value = {json.ptr + start + 1, json.len - start - 1};
        return cut(&value, '"');
    }
    return (cnx_str){NULL, 0};
}

/* -- 2. Life of an instance. ---------------------------------------------------------------------
 */

static cnx_status create(const cnx_host_v1 *host, const cnx_channel_sink_v1 *sink, cnx_call *call,
                         cnx_str feature_id, cnx_str account_id, cnx_str config_json,
                         cnx_instance **instance) {
    (void)feature_id; /* we have one feature only */
    (void)account_id;
    cnx_str base = field(config_json, "apiBase");
    struct cnx_instance *made = calloc(1, sizeof *made);
    if (made == NULL)
        return host->fail(call, CNX_E_INTERNAL, CNX_S(""), CNX_S("out of memory"), 0);
    if (base.len == 0 || base.len >= sizeof made->api_base) {
        free(made);
        return host->fail(call, CNX_E_CONFIG, CNX_S(""), CNX_S("apiBase is missing or too long"),
                          0);
    }
    made->host = host;
    made->sink = sink;
    memcpy(made->api_base, base.ptr, base.len); /* borrowed: copied because we need it later */
    *instance = made;
    return CNX_OK;
}

static void destroy(cnx_instance *instance) { free(instance); }

static cnx_status check_config(const cnx_host_v1 *host, const cnx_channel_sink_v1 *sink,
                               cnx_call *call, cnx_str feature_id, cnx_str config_json) {
    (void)host;
    (void)feature_id;
    cnx_str base = field(config_json, "apiBase");
    if (base.len < 8 || memcmp(base.ptr, "http", 4) != 0)
        sink->config_issue(
            call, CNX_S("/apiBase"), CNX_LEVEL_ERROR,
            CNX_S("must be the address of the provider, such as https://echo.example"));
    if (field(config_json, "token").len == 0)
        sink->config_issue(call, CNX_S("/token"), CNX_LEVEL_ERROR, CNX_S("is missing"));
    return CNX_OK;
}

static cnx_status capabilities(cnx_instance *instance, cnx_call *call) {
    cnx_capabilities_v1 able = {0}; /* zero means "no" or "no limit" everywhere */
    able.size = sizeof able;
    able.features = CNX_CAN_WEBHOOK | CNX_CAN_START | CNX_CAN_DELIVERED | CNX_CAN_READ;
    able.rhythm = CNX_RHYTHM_ASYNC;
    able.text_unit = CNX_UNIT_CHARACTERS;
    able.max_text = 1000;
    return instance->sink->capabilities(call, &able);
}

/* -- 3. What comes in. ---------------------------------------------------------------------------
 */

static void hear_message(cnx_instance *instance, cnx_call *call, cnx_str line, int64_t now_ms) {
    cnx_event_v1 event = {0};
    event.size = sizeof event;
    event.kind = CNX_EVENT_MESSAGE;
    event.direction = CNX_INBOUND;
    event.time_ms = now_ms;
    event.message_id = cut(&line, '\t');
    event.dedupe_key =
        event.message_id; /* the provider's ids are unique: the same post twice is one */
    event.conversation_key = cut(&line, '\t');
    event.contact_name = cut(&line, '\t');
    event.text = line;

    cnx_identity_v1 phone = {0};
    phone.kind = CNX_IDENTITY_PHONE;
    phone.value = event.conversation_key;
    event.identities = &phone;
    event.n_identities = 1;

    /* Refused (no id, bad UTF-8)? The host has logged why; the other lines still count. */
    (void)instance->sink->event(call, &event);
}

static void hear_receipt(cnx_instance *instance, cnx_call *call, cnx_str line, int64_t now_ms) {
    cnx_str whole = line;
    cnx_event_v1 event = {0};
    event.size = sizeof event;
    event.kind = CNX_EVENT_DELIVERY;
    event.time_ms = now_ms;
    event.dedupe_key = whole; /* id and state: each state is told once */
    event.target_id = cut(&line, '\t');
    if (is(line, "delivered"))
        event.delivery_state = CNX_DELIVERY_DELIVERED;
    else if (is(line, "read"))
        event.delivery_state = CNX_DELIVERY_READ;
    else
        event.delivery_state = CNX_DELIVERY_FAILED;
    (void)instance->sink->event(call, &event);
}

static cnx_status webhook(cnx_instance *instance, cnx_call *call, const cnx_webhook_v1 *request) {
    /* The host has verified the signature as plugin.json declares. */
    cnx_str body = {(const char *)request->body.ptr, request->body.len};
    while (body.len > 0) {
        if (instance->host->cancelled(call))
            return CNX_E_CANCELLED;
        cnx_str line = cut(&body, '\n');
        cnx_str what = cut(&line, '\t');
        if (is(what, "message"))
            hear_message(instance, call, line, request->received_ms);
        else if (is(what, "receipt"))
            hear_receipt(instance, call, line, request->received_ms);
    }
    return CNX_OK; /* now the host stores all events at once, then answers 200 */
}

/* -- 4. What goes out. ---------------------------------------------------------------------------
 */

/* Joins texts in memory of the call, which needs no freeing. */
static cnx_str join(cnx_instance *instance, cnx_call *call, const cnx_str *parts, size_t n) {
    size_t length = 0;
    for (size_t i = 0; i < n; i++)
        length += parts[i].len;
    char *memory = instance->host->scratch(call, length, 1);
    if (memory == NULL)
        return (cnx_str){NULL, 0};
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        if (parts[i].len > 0)
            memcpy(memory + at, parts[i].ptr, parts[i].len);
        at += parts[i].len;
    }
    return (cnx_str){memory, length};
}

static cnx_status send_message(cnx_instance *instance, cnx_call *call,
                               const cnx_outbound_v1 *message) {
    const cnx_host_v1 *host = instance->host;
    const cnx_host_http_v1 *http = host->extension(host->context, CNX_S(CNX_HOST_HTTP));
    if (http == NULL)
        return host->fail(call, CNX_E_CONFIG, CNX_S(""), CNX_S("http is not granted"), 0);

    const cnx_str url_parts[] = {{instance->api_base, strlen(instance->api_base)},
                                 CNX_S("/messages")};
    const cnx_str body_parts[] = {
        CNX_S("message\t"), message->idempotency_key, CNX_S("\t"), message->conversation_key,
        CNX_S("\t"),        message->author_name,     CNX_S("\t"), message->text,
        CNX_S("\n")};
    cnx_str body = join(instance, call, body_parts, sizeof body_parts / sizeof body_parts[0]);
    if (body.ptr == NULL)
        return host->fail(call, CNX_E_LIMIT, CNX_S(""), CNX_S("the message is too long"), 0);

    /* The host puts the secret in when the request leaves: we never see it. */
    const cnx_pair headers[] = {
        {CNX_LITERAL("authorization"), CNX_LITERAL("Bearer {{secret:token}}")},
        {CNX_LITERAL("content-type"), CNX_LITERAL("text/tab-separated-values")},
    };
    cnx_http_piece_v1 piece = {{(const uint8_t *)body.ptr, body.len}, {NULL, 0}};
    cnx_http_request_v1 request = {0};
    request.size = sizeof request;
    request.method = CNX_S("POST");
    request.url = join(instance, call, url_parts, 2);
    request.headers = headers;
    request.n_headers = 2;
    request.body = &piece;
    request.n_body = 1;

    cnx_http_response_v1 response = {0};
    response.size = sizeof response;
    cnx_status status = http->fetch(call, &request, &response);
    if (status != CNX_OK)
        return status; /* TRANSIENT: tried again; TIMEOUT: unknown, because it may have arrived */

    cnx_sent_v1 sent = {0};
    sent.size = sizeof sent;
    cnx_str answer = {(const char *)response.body.ptr, response.body.len};
    if (response.status >= 200 && response.status < 300) {
        sent.outcome = CNX_SENT_ACCEPTED;
        sent.message_id = cut(&answer, '\n');
    } else if (response.status == 429 || response.status == 503) {
        sent.outcome = CNX_SENT_RETRY;
        sent.error_text = CNX_S("the provider is busy");
    } else if (response.status == 401) {
        return host->fail(call, CNX_E_AUTH, CNX_S("401"), CNX_S("the token is refused"), 0);
    } else if (response.status >= 500) {
        sent.outcome = CNX_SENT_UNKNOWN;
        sent.error_text = CNX_S("the provider broke down");
    } else {
        sent.outcome = CNX_SENT_FAILED;
        sent.error_text = CNX_S("the provider refused it");
    }
    return instance->sink->sent(call, &sent);
}

/* -- 5. The description, and the one function that is exported. ----------------------------------
 */

static const cnx_channel_v1 channel = {
    .size = sizeof(cnx_channel_v1),
    .create = create,
    .destroy = destroy,
    .check_config = check_config,
    .capabilities = capabilities,
    .webhook = webhook,
    .send = send_message,
};

static const char icon[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\">"
                           "<path d=\"M4 12a8 8 0 0 1 16 0M8 12a4 4 0 0 1 8 0\" fill=\"none\" "
                           "stroke=\"currentColor\" stroke-width=\"2\"/></svg>";

static const cnx_feature_v1 features[] = {{
    .size = sizeof(cnx_feature_v1),
    .kind = CNX_LITERAL(CNX_KIND_CHANNEL),
    .id = CNX_LITERAL("echo"),
    .name = CNX_LITERAL("Echo"),
    .vtable = &channel,
    .schema_json = CNX_LITERAL(
        "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\","
        "\"required\":[\"apiBase\",\"token\",\"signingKey\"],\"properties\":{"
        "\"apiBase\":{\"type\":\"string\",\"format\":\"uri\",\"title\":\"Address of the "
        "provider\"},"
        "\"token\":{\"type\":\"string\",\"x-secret\":true,\"title\":\"Token\"},"
        "\"signingKey\":{\"type\":\"string\",\"x-secret\":true,\"title\":\"Key of the "
        "webhook\"}}}"),
    .icon_svg = {(const uint8_t *)icon, sizeof icon - 1},
}};

static const cnx_plugin_v1 plugin = {
    .size = sizeof(cnx_plugin_v1),
    .abi_major = CNX_ABI_MAJOR,
    .abi_minor = CNX_ABI_MINOR,
    .id = CNX_LITERAL("conecta.example.echo"),
    .version = CNX_LITERAL("1.0.0"),
    .sdk = CNX_LITERAL("c"),
    .features = features,
    .n_features = sizeof features / sizeof features[0],
};

const cnx_plugin_v1 *conecta_plugin_v1(uint32_t host_major, uint32_t host_minor) {
    (void)host_minor;
    return host_major == CNX_ABI_MAJOR ? &plugin : NULL;
}
