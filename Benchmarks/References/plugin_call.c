#include "references.h"

#include <conecta_plugin.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

struct reference_plugin {
    const cnx_channel_v1 *channel;
    cnx_instance *instance;
};

/* What the plugin calls of a host, each function doing as little as it can. */
struct cnx_call {
    long events;
};

static bool cancelled(cnx_call *call) {
    (void)call;
    return false;
}

static cnx_status fail(cnx_call *call, cnx_status status, cnx_str code, cnx_str text,
                       int64_t retry_after_ms) {
    (void)call, (void)code, (void)text, (void)retry_after_ms;
    return status;
}

static cnx_status count_event(cnx_call *call, const cnx_event_v1 *event) {
    (void)event;
    call->events++;
    return CNX_OK;
}

static const cnx_host_v1 host = {.size = sizeof host,
                                 .abi_major = CNX_ABI_MAJOR,
                                 .abi_minor = CNX_ABI_MINOR,
                                 .cancelled = cancelled,
                                 .fail = fail};
static const cnx_channel_sink_v1 sink = {.size = sizeof sink, .event = count_event};
static cnx_call current;

reference_plugin *reference_plugin_open(const char *path, const char *configuration) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    cnx_entry_fn entry = library ? (cnx_entry_fn)dlsym(library, CNX_ENTRY_SYMBOL) : NULL;
    const cnx_plugin_v1 *described = entry ? entry(CNX_ABI_MAJOR, CNX_ABI_MINOR) : NULL;
    reference_plugin *plugin = calloc(1, sizeof *plugin);
    if (!described || !plugin) {
        free(plugin);
        return NULL;
    }
    plugin->channel = described->features[0].vtable;
    cnx_str config = {configuration, strlen(configuration)};
    cnx_status status =
        plugin->channel->create(&host, &sink, &current, described->features[0].id,
                                (cnx_str){"reference", 9}, config, &plugin->instance);
    if (status == CNX_OK)
        return plugin;
    free(plugin);
    return NULL;
}

long reference_plugin_webhook(reference_plugin *plugin, const uint8_t *body, size_t count) {
    cnx_webhook_v1 request = {.size = sizeof request,
                              .method = {"POST", 4},
                              .body = {body, count},
                              .received_ms = 1795366800000};
    cnx_status status = plugin->channel->webhook(plugin->instance, &current, &request);
    return status == CNX_OK ? current.events : status;
}

void reference_plugin_close(reference_plugin *plugin) {
    plugin->channel->destroy(plugin->instance);
    free(plugin);
}
