import Foundation
import TestSupport
import Testing

/// Drives the pages of exports, schedules and mail in a real browser against the real program.
@Suite(.serialized) struct ExportPageTests {
    @Test(.timeLimit(.minutes(5)))
    func `a supervisor exports, schedules and sends a report`() async throws {
        let mail = try MailServerRoom()
        try await BrowserTrial.run { trial in
            try await trial.house.receive("Oi", from: "5511999990001", named: "Maria Souza")
            let alda = try await trial.person("alda@teste")
            try await settings(alda, trial, mail)
            let sara = try await trial.person("sara@teste")
            try await exports(sara, trial)
            try await page(sara, trial)
            try await schedules(sara, trial, mail)
            // The form with a wrong address was answered 422, which the browser notes too.
            let severe = try await sara.complaints().filter {
                !$0.contains("favicon") && !$0.contains("status of 422")
            }
            #expect(severe == [])
        }
    }

    private func settings(
        _ alda: WebDriver,
        _ trial: BrowserTrial,
        _ mail: MailServerRoom
    ) async throws {
        try await alda.go(to: trial.house.address + "/mail")
        try await alda.type("127.0.0.1", into: "input[name='host']")
        try await alda.run(
            """
            document.querySelector("select[name='security']").value = 'none';
            document.querySelector("input[name='port']").value = '\(mail.port)';
            """
        )
        try await alda.type("relatorios@example.com", into: "input[name='fromAddress']")
        try await alda.click("form[action='/mail'] button[type='submit']")
        try await alda.wait(for: "Servidor de e-mail guardado", in: ".notice.good")
        try await alda.click("form[action='/mail/test'] button")
        try await alda.wait(for: "250 OK id=", in: ".notice")
        try picture(await alda.picture(), "mail")
    }

    private func exports(_ sara: WebDriver, _ trial: BrowserTrial) async throws {
        try await sara.go(to: trial.house.address + "/reports")
        try await sara.wait(for: "Nenhuma exportação", in: "#exports")
        try picture(await sara.picture(), "reports-empty")
        // A form begins with what its report takes when nothing is chosen.
        for (field, value) in [
            ("dispositions'] [name='basis", "ended"), ("legs'] [name='basis", "active"),
            ("messages'] [name='words", "true"),
        ] {
            let script = "return document.querySelector(arguments[0]).value"
            let chosen = try await sara.run(script, ["form[data-report='\(field)']"])
            #expect(chosen as? String == value)
        }
        // In the background: the list says so by itself, and then offers the file.
        try await sara.wait("the script is there") {
            try await sara.run(
                "return !document.querySelector('[data-do=background]').hidden"
            ) as? Bool == true
        }
        try await sara.click("form[data-report='history'] [data-do='background']")
        try await sara.wait("it is done") {
            try await sara.count("#exports .export[data-state='done'] a.button") == 1
        }
        // What is there already does not go on in the background, and nothing says that it does.
        #expect(try await sara.count(".toast") == 0)
        // A download that is made soon comes at once, and stands in the list too.
        try await sara.click("form[data-report='history'] button[formaction$='.csv']")
        try await sara.wait("both are there") {
            try await sara.count("#exports .export[data-state='done']") == 2
        }
        #expect(try await sara.count(".toast") == 0)
        try picture(await sara.picture(), "reports")
    }

    /// A report's page has its own look: the rule under its head, and a table as wide as the page.
    private func page(_ sara: WebDriver, _ trial: BrowserTrial) async throws {
        try await sara.go(to: trial.house.address + "/reports/history.html")
        try await sara.wait(for: "Histórico de atendimentos", in: "h1")
        let looks = """
            return getComputedStyle(document.querySelector('.head')).borderBottomWidth === '2px'
                && document.querySelector('table').offsetWidth
                    === document.querySelector('.paper').offsetWidth
            """
        #expect(try await sara.run(looks) as? Bool == true)
        try picture(await sara.picture(), "history-html")
    }

    private func schedules(
        _ sara: WebDriver,
        _ trial: BrowserTrial,
        _ mail: MailServerRoom
    ) async throws {
        try await sara.go(to: trial.house.address + "/schedules")
        try await sara.wait(for: "Nenhum agendamento", in: "main")
        try await sara.go(to: trial.house.address + "/reports")
        try await sara.click("form[data-report='history'] button[formaction^='/schedules/new']")
        try await sara.wait(for: "Agendamento", in: "h1")
        // The filters stand there in the words that reports use.
        try await sara.wait(for: "Período: Iniciados no período", in: ".schedule-form")
        try await sara.type(
            "Ana Souza <ana@example.com>\nisto não é um endereço",
            into: "textarea[name='recipients']"
        )
        try picture(await sara.picture(), "schedule-new")
        try await sara.click(".schedule-form button.main")
        try await sara.wait(
            for: "“isto não é um endereço” não é um endereço de e-mail.",
            in: ".notice.bad"
        )
        #expect(
            try await sara.run("return document.querySelector('textarea').value") as? String
                == "Ana Souza <ana@example.com>\nisto não é um endereço"
        )
        try await sara.run(
            "document.querySelector('textarea').value = 'Ana Souza <ana@example.com>'"
        )
        try await sara.click(".schedule-form button.main")
        try await sara.wait(for: "Agendamento guardado", in: ".notice.good")
        try picture(await sara.picture(), "schedules")
        try await sara.click("form[action$='/send'] button")
        try await sara.wait(for: "está sendo feito", in: ".notice.good")
        // The test of the administrator came first.
        let mails = try await mail.mails(2)
        let read = try MailServerRoom.read(try #require(mails.last))
        #expect(read.envelope == "ana@example.com")
        #expect(read.files.map { $0.name.suffix(3) } == ["pdf", "csv"])
        try await sara.wait("its state is shown") {
            try await sara.go(to: trial.house.address + "/schedules")
            return try await sara.count("td .badge.good") == 1
        }
        try await sara.click("td a.strong")
        try await sara.wait(for: "250 OK id=", in: ".run-people")
        try picture(await sara.picture(), "schedule")
        try await sara.go(to: trial.house.address + "/schedules")
        try await sara.click("form[action$='/pause'] button")
        try await sara.wait(for: "Pausado", in: "table")
    }

    private func picture(_ bytes: Data, _ name: String) throws {
        guard let folder = ProcessInfo.processInfo.environment["CONECTA_PICTURES"] else { return }
        try bytes.write(to: URL(filePath: folder).appending(path: "page-\(name).png"))
    }
}
