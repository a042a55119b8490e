/* Display Name: a channel for Conecta.
 *
 * Its provider posts lines to our webhook, and takes messages at <apiBase>/messages in the same
 * form:
 *
 *     message <TAB> id <TAB> +5511987654321 <TAB> name <TAB> words to the end of the line
 *     receipt <TAB> id of a message of ours <TAB> delivered | read | failed
 *
 * Put your provider's form in the place of it. conecta_plugin.h tells every rule; texts are
 * borrowed and have a length, not a zero at their end. The description of the plugin is in
 * plugin.c.
 */
#include "conecta_plugin.h"
#include "text.h"

#include <stdlib.h>

/* What we keep for one account, from create to destroy. */
struct cnx_instance {
    const cnx_host_v1 *host;
    const cnx_channel_sink_v1 *sink;
    char api_base[512];
};

static cnx_status create(const cnx_host_v1 *host, const cnx_channel_sink_v1 *sink, cnx_call *call,
                         cnx_str feature_id, cnx_str account_id, cnx_str config_json,
                         cnx_instance **instance) {
    (void)feature_id, (void)account_id;
    cnx_str base = field(config_json, "apiBase");
    struct cnx_instance *made = calloc(1, sizeof *made);
    if (made == NULL || base.len == 0 || base.len >= sizeof made->api_base) {
        free(made);
        return host->fail(call, CNX_E_CONFIG, CNX_S(""), CNX_S("apiBase is missing"), 0);
    }
    made->host = host, made->sink = sink;
    memcpy(made->api_base, base.ptr, base.len);
    *instance = made;
    return CNX_OK;
}

static void destroy(cnx_instance *instance) { free(instance); }

static cnx_status check_config(const cnx_host_v1 *host, const cnx_channel_sink_v1 *sink,
                               cnx_call *call, cnx_str feature_id, cnx_str config_json) {
    (void)host, (void)feature_id;
    cnx_str base = field(config_json, "apiBase");
    if (base.len < 8 || memcmp(base.ptr, "http", 4) != 0)
        sink->config_issue(call, CNX_S("/apiBase"), CNX_LEVEL_ERROR, CNX_S("must be an address"));
    return CNX_OK;
}

static cnx_status capabilities(cnx_instance *instance, cnx_call *call) {
    cnx_capabilities_v1 able = {.size = sizeof able, .max_text = 1000};
    able.features = CNX_CAN_WEBHOOK | CNX_CAN_START | CNX_CAN_DELIVERED | CNX_CAN_READ;
    return instance->sink->capabilities(call, &able);
}

/* What comes in. The host has verified the signature as plugin.json declares. */
static cnx_status webhook(cnx_instance *self, cnx_call *call, const cnx_webhook_v1 *request) {
    cnx_str body = {(const char *)request->body.ptr, request->body.len};
    while (body.len > 0 && !self->host->cancelled(call)) {
        cnx_str line = cut(&body, '\n'), whole = line, what = cut(&line, '\t');
        cnx_event_v1 event = {.size = sizeof event, .time_ms = request->received_ms};
        cnx_identity_v1 phone = {.kind = CNX_IDENTITY_PHONE};
        if (is(what, "message")) {
            event.kind = CNX_EVENT_MESSAGE;
            event.dedupe_key = event.message_id = cut(&line, '\t');
            event.conversation_key = phone.value = cut(&line, '\t');
            event.contact_name = cut(&line, '\t');
            event.text = line;
            event.identities = &phone, event.n_identities = 1;
        } else if (is(what, "receipt")) {
            event.kind = CNX_EVENT_DELIVERY;
            event.dedupe_key = whole; /* each state is told once */
            event.target_id = cut(&line, '\t');
            event.delivery_state = is(line, "delivered") ? CNX_DELIVERY_DELIVERED
                                   : is(line, "read")    ? CNX_DELIVERY_READ
                                                         : CNX_DELIVERY_FAILED;
        } else {
            continue;
        }
        (void)self->sink->event(call, &event); /* one that is refused does not lose the others */
    }
    return CNX_OK;
}

/* What goes out. The host puts the secret in when the request leaves: we never see it. */
static cnx_status send_message(cnx_instance *self, cnx_call *call, const cnx_outbound_v1 *message) {
    const cnx_host_v1 *host = self->host;
    const cnx_host_http_v1 *http = host->extension(host->context, CNX_S(CNX_HOST_HTTP));
    if (http == NULL)
        return host->fail(call, CNX_E_CONFIG, CNX_S(""), CNX_S("http is not granted"), 0);

    char url[600] = {0};
    strcat(strcpy(url, self->api_base), "/messages");
    const cnx_str line[] = {
        CNX_S("message\t"), message->idempotency_key, CNX_S("\t"), message->conversation_key,
        CNX_S("\t"),        message->author_name,     CNX_S("\t"), message->text,
        CNX_S("\n")};
    cnx_http_piece_v1 pieces[sizeof line / sizeof *line] = {0};
    for (size_t i = 0; i < sizeof line / sizeof *line; i++)
        pieces[i].bytes = (cnx_bytes){(const uint8_t *)line[i].ptr, line[i].len};
    const cnx_pair headers[] = {
        {CNX_LITERAL("authorization"), CNX_LITERAL("Bearer {{secret:token}}")}};
    cnx_http_request_v1 request = {.size = sizeof request, .method = CNX_S("POST")};
    request.url = (cnx_str){url, strlen(url)};
    request.headers = headers, request.n_headers = 1;
    request.body = pieces, request.n_body = sizeof line / sizeof *line;
    cnx_http_response_v1 response = {.size = sizeof response};
    cnx_status status = http->fetch(call, &request, &response);
    if (status != CNX_OK)
        return status; /* TRANSIENT is tried again; TIMEOUT is unknown: it may have arrived */

    cnx_str answer = {(const char *)response.body.ptr, response.body.len};
    cnx_str id = cut(&answer, '\n');
    cnx_sent_v1 sent = {.size = sizeof sent, .outcome = CNX_SENT_FAILED};
    if (response.status == 401)
        return host->fail(call, CNX_E_AUTH, CNX_S("401"), CNX_S("the token is refused"), 0);
    if (response.status < 300 && is_id(id))
        sent.outcome = CNX_SENT_ACCEPTED, sent.message_id = id;
    else if (response.status == 429)
        sent.outcome = CNX_SENT_RETRY;
    else if (response.status < 300 || response.status >= 500)
        sent.outcome = CNX_SENT_UNKNOWN; /* it may have been taken: never sent again by itself */
    return self->sink->sent(call, &sent);
}

const cnx_channel_v1 channel_functions = {
    .size = sizeof(cnx_channel_v1),
    .create = create,
    .destroy = destroy,
    .check_config = check_config,
    .capabilities = capabilities,
    .webhook = webhook,
    .send = send_message,
};
