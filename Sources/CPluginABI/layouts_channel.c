/* Holds the layouts of channels to what ABI 1 promises: a change here is a new
 * struct name, never a new number. All pointers have 8 bytes; the numbers are the same on x86-64 and AArch64. */
#include "layouts.h"

#define T cnx_media_rule_v1
SIZE(40);
AT(kind, 0); AT(max_seconds, 4); AT(max_bytes, 8); AT(max_caption, 16); AT(reserved, 20);
AT(mime_types, 24);
#undef T

#define T cnx_capabilities_v1
SIZE(104);
AT(size, 0); AT(flags, 4); AT(features, 8); AT(window_s, 16); AT(human_window_s, 20);
AT(resume, 24); AT(rhythm, 28); AT(text_unit, 32); AT(text_format, 36); AT(max_text, 40);
AT(max_subject, 44); AT(max_attachments, 48); AT(max_buttons, 52); AT(max_button_title, 56);
AT(max_list_options, 60); AT(max_per_second, 64); AT(poll_interval_ms, 68); AT(media, 72);
AT(n_media, 80); AT(identity_scope, 88);
#undef T

#define T cnx_identity_v1
SIZE(40);
AT(kind, 0); AT(reserved, 4); AT(value, 8); AT(scope, 24);
#undef T

#define T cnx_attachment_v1
SIZE(152);
AT(kind, 0); AT(flags, 4); AT(id, 8); AT(url, 24); AT(blob, 40); AT(bytes, 56); AT(mime, 72);
AT(file_name, 88); AT(caption, 104); AT(sha256, 120); AT(length, 136); AT(duration_ms, 144);
AT(reserved, 148);
#undef T

#define T cnx_event_v1
SIZE(488);
AT(size, 0); AT(kind, 4); AT(direction, 8); AT(flags, 12); AT(time_ms, 16); AT(dedupe_key, 24);
AT(account, 40); AT(conversation_key, 56); AT(thread_key, 72); AT(identities, 88);
AT(n_identities, 96); AT(contact_name, 104); AT(contact_language, 120); AT(message_id, 136);
AT(reply_to_id, 152); AT(target_id, 168); AT(subject, 184); AT(text, 200); AT(text_format, 216);
AT(choice_kind, 220); AT(choice_id, 224); AT(choice_title, 240); AT(attachments, 256);
AT(n_attachments, 264); AT(latitude, 272); AT(longitude, 280); AT(place_name, 288);
AT(place_address, 304); AT(reaction, 320); AT(delivery_state, 336); AT(template_state, 340);
AT(account_state, 344); AT(window_who, 348); AT(window_until_ms, 352); AT(error_code, 360);
AT(error_text, 376); AT(template_id, 392); AT(template_name, 408); AT(template_language, 424);
AT(template_category, 440); AT(template_json, 456); AT(extra_json, 472);
#undef T

#define T cnx_webhook_v1
SIZE(128);
AT(size, 0); AT(flags, 4); AT(method, 8); AT(path, 24); AT(query, 40); AT(remote_ip, 56);
AT(headers, 72); AT(n_headers, 80); AT(body, 88); AT(visitor, 104); AT(received_ms, 120);
#undef T

#define T cnx_argument_v1
SIZE(80);
AT(place, 0); AT(kind, 4); AT(index, 8); AT(reserved, 12); AT(name, 16); AT(text, 32);
AT(currency, 48); AT(amount_1000, 64); AT(attachment, 72);
#undef T

#define T cnx_template_v1
SIZE(56);
AT(size, 0); AT(flags, 4); AT(name, 8); AT(language, 24); AT(arguments, 40); AT(n_arguments, 48);
#undef T

#define T cnx_option_v1
SIZE(80);
AT(id, 0); AT(title, 16); AT(description, 32); AT(section, 48); AT(url, 64);
#undef T

#define T cnx_interactive_v1
SIZE(72);
AT(size, 0); AT(kind, 4); AT(header, 8); AT(footer, 24); AT(list_title, 40); AT(options, 56);
AT(n_options, 64);
#undef T

#define T cnx_outbound_v1
SIZE(224);
AT(size, 0); AT(author, 4); AT(text_format, 8); AT(attempt, 12); AT(idempotency_key, 16);
AT(session_id, 32); AT(protocol_number, 48); AT(author_name, 64); AT(conversation_key, 80);
AT(thread_key, 96); AT(identities, 112); AT(n_identities, 120); AT(reply_to_id, 128);
AT(subject, 144); AT(text, 160); AT(attachments, 176); AT(n_attachments, 184);
AT(template_message, 192); AT(interactive, 200); AT(last_inbound_ms, 208); AT(window_until_ms, 216);
#undef T

#define T cnx_sent_v1
SIZE(80);
AT(size, 0); AT(outcome, 4); AT(message_id, 8); AT(conversation_key, 24); AT(error_code, 40);
AT(error_text, 56); AT(retry_after_ms, 72);
#undef T

#define T cnx_media_v1
SIZE(56);
AT(size, 0); AT(flags, 4); AT(blob, 8); AT(mime, 24); AT(file_name, 40);
#undef T

#define T cnx_contact_v1
SIZE(56);
AT(size, 0); AT(flags, 4); AT(conversation_key, 8); AT(name, 24); AT(identities, 40);
AT(n_identities, 48);
#undef T

#define T cnx_visitor_page_v1
SIZE(96);
AT(size, 0); AT(accent, 4); AT(title, 8); AT(greeting, 24); AT(language, 40); AT(fields_json, 56);
AT(origins, 72); AT(max_file_bytes, 88);
#undef T

#define T cnx_channel_sink_v1
SIZE(88);
AT(size, 0); AT(flags, 4); AT(event, 8); AT(respond, 16); AT(sent, 24); AT(cursor, 32);
AT(config_issue, 40); AT(capabilities, 48); AT(media, 56); AT(contact, 64); AT(visitor_page, 72);
AT(push, 80);
#undef T

#define T cnx_channel_v1
SIZE(72);
AT(size, 0); AT(flags, 4); AT(create, 8); AT(destroy, 16); AT(check_config, 24);
AT(capabilities, 32); AT(webhook, 40); AT(send, 48); AT(poll, 56); AT(extension, 64);
#undef T

#define T cnx_channel_media_v1
SIZE(16);
AT(size, 0); AT(flags, 4); AT(fetch, 8);
#undef T

#define T cnx_channel_resolve_v1
SIZE(16);
AT(size, 0); AT(flags, 4); AT(resolve, 8);
#undef T

#define T cnx_session_change_v1
SIZE(96);
AT(size, 0); AT(state, 4); AT(session_id, 8); AT(protocol_number, 24); AT(conversation_key, 40);
AT(thread_key, 56); AT(agent_name, 72); AT(time_ms, 88);
#undef T

#define T cnx_channel_session_v1
SIZE(16);
AT(size, 0); AT(flags, 4); AT(changed, 8);
#undef T

#define T cnx_channel_visitor_v1
SIZE(16);
AT(size, 0); AT(flags, 4); AT(page, 8);
#undef T

#define T cnx_receipt_v1
SIZE(40);
AT(size, 0); AT(what, 4); AT(conversation_key, 8); AT(message_id, 24);
#undef T

#define T cnx_channel_receipt_v1
SIZE(16);
AT(size, 0); AT(flags, 4); AT(show, 8);
#undef T

#define T cnx_channel_templates_v1
SIZE(16);
AT(size, 0); AT(flags, 4); AT(list, 8);
#undef T
