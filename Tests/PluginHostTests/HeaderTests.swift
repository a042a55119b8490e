import CPluginABI
import Foundation
import Paper
import PluginHost
import Testing

@Suite struct HeaderTests {
    @Test(arguments: [["cc", "-std=c11", "-x", "c"], ["c++", "-std=c++17", "-x", "c++"]])
    func `the header is clean in C11 and C++17`(_ compiler: [String]) throws {
        let source = """
            #include "conecta_plugin.h"
            CNX_DECLARE_NOTE;
            cnx_str text(void);
            cnx_str text(void) { return CNX_S("x"); }
            """
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).h")
        try Data(source.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let include = PluginBench.checkout.appending(path: "Sources/CPluginABI/include").path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            compiler + ["-Wall", "-Wextra", "-pedantic", "-Werror", "-I", include]
            + ["-fsyntax-only", file.path]
        try process.run()
        process.waitUntilExit()
        // 127: the compiler is not on this machine.
        #expect([0, 127].contains(process.terminationStatus))
    }

    @Test func `the host's values are those of the header`() {
        #expect(ChannelTraits.Features.webhook.rawValue == UInt64(CNX_CAN_WEBHOOK))
        #expect(ChannelTraits.Features.idempotent.rawValue == UInt64(CNX_CAN_IDEMPOTENT))
        #expect(ChannelTraits.Features.voice.rawValue == UInt64(CNX_CAN_VOICE))
        #expect(ChannelTraits.Resume.human.rawValue == UInt32(CNX_RESUME_HUMAN))
        #expect(ChannelTraits.Rhythm.deferred.rawValue == UInt32(CNX_RHYTHM_DEFERRED))
        #expect(ChannelTraits.TextUnit.utf16.rawValue == UInt32(CNX_UNIT_UTF16))
        #expect(ChannelTextFormat.html.rawValue == UInt32(CNX_TEXT_HTML))
        #expect(ChannelMediaKind.contact.rawValue == UInt32(CNX_MEDIA_CONTACT))
        #expect(ChannelEvent.Direction.history.rawValue == UInt32(CNX_IMPORT))
        #expect(ChannelEvent.DeliveryState.failed.rawValue == UInt32(CNX_DELIVERY_FAILED))
        #expect(ChannelEvent.AccountState.blocked.rawValue == UInt32(CNX_ACCOUNT_BLOCKED))
        #expect(ChannelChoice.Kind.form.rawValue == UInt32(CNX_CHOICE_FORM))
        #expect(ChannelIdentity.Kind.email.rawValue == UInt32(CNX_IDENTITY_EMAIL))
        #expect(ChannelWindow.Who.human.rawValue == UInt32(CNX_WINDOW_HUMAN))
        #expect(TemplateNews.State.archived.rawValue == UInt32(CNX_TEMPLATE_ARCHIVED))
        #expect(OutboundMessage.Author.automatic.rawValue == UInt32(CNX_AUTHOR_AUTOMATIC))
        #expect(OutboundTemplate.Argument.Place.button.rawValue == UInt32(CNX_ARGUMENT_BUTTON))
        #expect(OutboundOptions.Kind.link.rawValue == UInt32(CNX_INTERACTIVE_LINK))
        #expect(SessionNews.State.closed.rawValue == UInt32(CNX_SESSION_CLOSED))
        #expect(ConfigurationFinding.Level.error.rawValue == UInt32(CNX_LEVEL_ERROR))
        #expect(Int(Chart.Kind.horizontalBar.rawValue) == CNX_CHART_HORIZONTAL_BAR)
        #expect(Int(Chart.Kind.donut.rawValue) == CNX_CHART_DONUT)
        #expect(Int(Chart.Unit.duration.rawValue) == CNX_CHART_DURATION_MS)
        #expect(Int(Alignment.justify.rawValue) == CNX_ALIGN_JUSTIFY)
        #expect(Int(Tone.critical.rawValue) == CNX_TONE_CRITICAL)
        #expect(PluginFailure.Class.internal.rawValue == Int32(CNX_E_INTERNAL))
        #expect(PluginFailure.Class.conflict.rawValue == Int32(CNX_E_CONFLICT))
        #expect(PluginFailure.Class.timeout.rawValue == Int32(CNX_E_TIMEOUT))
    }
}
