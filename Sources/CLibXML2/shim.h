#pragma once
// Debian builds the library with ICU, whose headers differ from those inside Foundation. Nothing
// that is used here depends on them.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <string.h>

/// Says where a document stops being one, and why.
struct conecta_xml_fault {
    int line;
    int column;
    /// Not zero when the document brought a DOCTYPE, which is where entities and external files come from.
    int doctype;
    char message[256];
};

/// Makes the library ready; once, before the first thread parses.
static inline void conecta_xml_start(void) { xmlInitParser(); }

static inline void conecta_xml_refuse_doctype(void *context, const xmlChar *name,
                                              const xmlChar *public_id, const xmlChar *system_id) {
    (void)name, (void)public_id, (void)system_id;
    xmlParserCtxtPtr parser = (xmlParserCtxtPtr)context;
    struct conecta_xml_fault *fault = (struct conecta_xml_fault *)parser->_private;
    fault->doctype = 1;
    fault->line = parser->input != NULL ? parser->input->line : 1;
    fault->column = parser->input != NULL ? parser->input->col : 1;
    xmlStopParser(parser);
}

/// Parses UTF-8 text without network, entities, DTD or output of its own.
///
/// Returns NULL and fills `fault` when the text is not a document; the caller frees the other with `xmlFreeDoc`.
static inline xmlDocPtr _Nullable conecta_xml_parse(const char *_Nonnull bytes, int count,
                                                    struct conecta_xml_fault *_Nonnull fault) {
    memset(fault, 0, sizeof *fault);
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    if (parser == NULL) {
        snprintf(fault->message, sizeof fault->message, "out of memory");
        return NULL;
    }
    parser->_private = fault;
    parser->sax->internalSubset = conecta_xml_refuse_doctype;
    xmlDocPtr document = xmlCtxtReadMemory(
        parser, bytes, count, NULL, "UTF-8",
        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES);
    const xmlError *error = xmlCtxtGetLastError(parser);
    // A namespace that is not declared is an error of the library that leaves a document behind.
    int failed = document == NULL || fault->doctype != 0 || (error != NULL && error->level >= XML_ERR_ERROR);
    if (failed) {
        if (fault->doctype == 0 && error != NULL) {
            fault->line = error->line;
            fault->column = error->int2;
            snprintf(fault->message, sizeof fault->message, "%s",
                     error->message != NULL ? error->message : "not well-formed");
        }
        if (document != NULL) {
            xmlFreeDoc(document);
            document = NULL;
        }
    }
    xmlFreeParserCtxt(parser);
    return document;
}
