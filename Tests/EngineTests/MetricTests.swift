internal import Engine
internal import Testing

@Suite struct MetricTests {
    @Test func `every metric has one id, a name and a definition in both languages`() {
        #expect(Set(Metric.all.map(\.id)).count == Metric.all.count)
        for metric in Metric.all {
            let words = [metric.name, metric.definition].flatMap { [$0.portuguese, $0.english] }
            #expect(words.allSatisfy { !$0.isEmpty }, "\(metric.id)")
            #expect(metric.name.portuguese != metric.name.english, "\(metric.id)")
            #expect(Metric.named(metric.id) == metric)
        }
    }

    @Test(arguments: [
        "waiting_now", "in_service_now", "navigating_now", "longest_wait_now", "at_risk_now",
        "overdue_now", "free_slots_now", "agents_available", "agents_busy", "agents_paused",
        "agents_offline", "agents_ghost", "wait_mean", "wait_p50", "wait_p90", "handle_mean",
        "handle_p50", "handle_p90", "handle_active_mean", "first_response_mean",
        "first_response_p50", "first_response_p90", "response_mean", "response_p50",
        "response_p90", "resolution_mean", "sessions_started", "sessions_closed",
        "sessions_active", "sessions_reopened", "served", "success", "lost", "offered", "answered",
        "abandoned", "abandon_rate", "service_level", "overflow_rate", "transfer_rate",
        "occupancy", "utilisation", "pause_time", "rating_mean", "rating_rate", "messages_in",
        "messages_out", "messages_failed", "messages_unknown",
    ])
    func `a figure that is shown is defined`(id: String) {
        #expect(Metric.named(id) != nil)
    }

    @Test func `words come in the viewer's language, else in Portuguese`() {
        let words = MetricWords("espera", "wait")
        #expect(words.text(in: "pt-BR") == "espera")
        #expect(words.text(in: "en-GB") == "wait")
        #expect(words.text(in: "de") == "espera")
    }
}
