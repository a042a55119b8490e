/* What the host reads first: who we are and what we bring. plugin.json says the same. */
#include "conecta_plugin.h"

CNX_DECLARE_NOTE; /* lets the host read the version of the ABI without running us */

extern const cnx_channel_v1 channel_functions;

static const char icon[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\">"
                           "<circle cx=\"12\" cy=\"12\" r=\"9\" fill=\"#2f6fed\"/></svg>";

static const char schema[] =
    "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\","
    "\"required\":[\"apiBase\",\"token\",\"signingKey\"],\"properties\":{"
    "\"apiBase\":{\"type\":\"string\",\"format\":\"uri\",\"title\":\"Address of the provider\"},"
    "\"token\":{\"type\":\"string\",\"x-secret\":true,\"title\":\"Token\"},"
    "\"signingKey\":{\"type\":\"string\",\"x-secret\":true,\"title\":\"Key of the webhook\"}}}";

static const cnx_feature_v1 features[] = {{
    .size = sizeof(cnx_feature_v1),
    .kind = CNX_LITERAL(CNX_KIND_CHANNEL),
    .id = CNX_LITERAL("skeleton"),
    .name = CNX_LITERAL("Display Name"),
    .vtable = &channel_functions,
    .schema_json = CNX_LITERAL(schema),
    .icon_svg = {(const uint8_t *)icon, sizeof icon - 1},
}};

static const cnx_plugin_v1 plugin = {
    .size = sizeof(cnx_plugin_v1),
    .abi_major = CNX_ABI_MAJOR,
    .abi_minor = CNX_ABI_MINOR,
    .id = CNX_LITERAL("org.example.skeleton"),
    .version = CNX_LITERAL("1.0.0"),
    .sdk = CNX_LITERAL("c"),
    .features = features,
    .n_features = sizeof features / sizeof *features,
};

const cnx_plugin_v1 *conecta_plugin_v1(uint32_t host_major, uint32_t host_minor) {
    (void)host_minor;
    return host_major == CNX_ABI_MAJOR ? &plugin : NULL;
}
