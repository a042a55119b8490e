import Foundation
import Testing

@testable import Rendering

@Suite struct FontsTests {
    @Test func `the project's file names families that are installed`() throws {
        let fonts = try RenderingSamples.fonts.get()
        #expect(try fonts.file(of: Typeface()).path.hasSuffix("Inter-Regular.otf"))
        #expect(try fonts.file(of: Typeface(.bold, italic: true)).path.contains("Inter-BoldItalic"))
        #expect(try fonts.file(of: Typeface(monospaced: true)).path.contains("NotoSansMono"))
    }

    @Test func `a missing family names the package that has it`() throws {
        try RenderingSamples.withFolder { folder in
            let file = folder.appending(path: "fonts.conf")
            let text = "<?xml version=\"1.0\"?><fontconfig><dir>\(folder.path)</dir></fontconfig>"
            try Data(text.utf8).write(to: file)
            #expect {
                _ = try Fonts(configuration: file)
            } throws: { error in
                let words = String(describing: error)
                return words.contains("fonts-noto-color-emoji") && words.contains("fonts-inter")
            }
        }
    }

    @Test func `a file that is not there is named`() {
        #expect(throws: FontError.unreadable("/nonexistent/fonts.conf")) {
            _ = try Fonts(configuration: URL(filePath: "/nonexistent/fonts.conf"))
        }
    }
}
