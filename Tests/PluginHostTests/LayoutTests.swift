import CPluginABI
import Foundation
@_spi(Reflection) import Swift
import Testing

/// Layouts of the released ABI, as C and as Swift see them today.
@Suite struct LayoutTests {
    private static let release = PluginBench.checkout.appending(path: "Tests/ABI/v1.0")

    /// The kept table: a line for each struct with its size and alignment, one for each field with its place.
    private static var kept: [String] {
        get throws {
            try String(contentsOf: release.appending(path: "layouts.txt"), encoding: .utf8)
                .split(separator: "\n")
                .map(String.init)
        }
    }

    @Test func `Swift sees every struct as it was released`() throws {
        let kept = try Self.kept
        let seen = Self.structs.flatMap(Self.lines)
        for (now, then) in zip(seen, kept) where now != then {
            Issue.record("\(then) was released, \(now) is there")
            return
        }
        // What came since is not in the table, and what is in it has not gone.
        #expect(seen.count == kept.count)
    }

    @Test func `C sees every struct as it was released`() throws {
        let kept = try Self.kept
        var name = ""
        let checks = kept.map { line in
            let words = line.split(separator: " ")
            if line.hasPrefix(" ") {
                return "CHECK(offsetof(\(name), \(words[0])) == \(words[1]));"
            }
            name = String(words[0])
            return "CHECK(sizeof(\(name)) == \(words[1]) && _Alignof(\(name)) == \(words[2]));"
        }
        let source = """
            #include "conecta_plugin.h"
            #define CHECK(fact) _Static_assert(fact, #fact)
            \(checks.joined(separator: "\n"))
            """
        let bench = try PluginBench()
        defer { bench.remove() }
        _ = try bench.compile(source)
        #expect(throws: (any Error).self) {
            try bench.compile(
                source.replacing("(sizeof(cnx_event_v1)", with: "(1 + sizeof(cnx_event_v1)")
            )
        }
    }

    /// The lines of the table for a struct, from what the compiler noted of it.
    private static func lines(_ type: Any.Type) -> [String] {
        func lines<Struct>(_ type: Struct.Type) -> [String] {
            var lines = [
                "\(type) \(MemoryLayout<Struct>.stride) \(MemoryLayout<Struct>.alignment)"
            ]
            _ = _forEachField(of: type, options: []) { name, offset, _, _ in
                lines.append("  \(String(cString: name)) \(offset)")
                return true
            }
            return lines
        }
        return _openExistential(type, do: lines)
    }

    /// Every struct of the release, in the order of its header.
    private static let structs: [Any.Type] = [
        cnx_str.self, cnx_bytes.self, cnx_pair.self, cnx_host_v1.self, cnx_http_piece_v1.self,
        cnx_http_request_v1.self, cnx_http_response_v1.self, cnx_host_http_v1.self,
        cnx_host_state_v1.self, cnx_blob_info_v1.self, cnx_host_blob_v1.self, cnx_column_v1.self,
        cnx_batch_v1.self, cnx_host_query_v1.self, cnx_value_v1.self, cnx_host_words_v1.self,
        cnx_dial_v1.self, cnx_host_dial_v1.self,
        cnx_media_rule_v1.self, cnx_capabilities_v1.self, cnx_identity_v1.self,
        cnx_attachment_v1.self, cnx_event_v1.self, cnx_webhook_v1.self, cnx_argument_v1.self,
        cnx_template_v1.self, cnx_option_v1.self, cnx_interactive_v1.self, cnx_outbound_v1.self,
        cnx_sent_v1.self, cnx_media_v1.self, cnx_contact_v1.self, cnx_visitor_page_v1.self,
        cnx_channel_sink_v1.self, cnx_channel_v1.self, cnx_channel_media_v1.self,
        cnx_channel_resolve_v1.self, cnx_session_change_v1.self, cnx_channel_session_v1.self,
        cnx_channel_visitor_v1.self, cnx_receipt_v1.self, cnx_channel_receipt_v1.self,
        cnx_channel_templates_v1.self, cnx_report_job_v1.self, cnx_document_v1.self,
        cnx_heading_v1.self, cnx_run_v1.self, cnx_paragraph_v1.self, cnx_fact_v1.self,
        cnx_facts_v1.self, cnx_tile_v1.self, cnx_tiles_v1.self, cnx_series_v1.self,
        cnx_chart_v1.self, cnx_picture_v1.self, cnx_table_column_v1.self, cnx_table_v1.self,
        cnx_cell_v1.self, cnx_row_v1.self, cnx_transcript_v1.self, cnx_entry_file_v1.self,
        cnx_entry_v1.self, cnx_grid_v1.self, cnx_grid_cell_v1.self, cnx_operation_v1.self,
        cnx_canvas_v1.self, cnx_text_style_v1.self, cnx_paper_v1.self, cnx_report_v1.self,
        cnx_feature_v1.self, cnx_plugin_v1.self,
    ]
}
