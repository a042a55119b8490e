import Foundation
import Paper
import Testing

@testable import Rendering

@Suite struct BoardPictureTests {
    @Test func `a wallboard is a sound PNG file`() throws {
        let picture = try RenderingSamples.drafter.board(BoardSample.request())
        try RenderingSamples.show(picture.bytes, "board-dark.png")
        #expect(picture.width == 1_920)
        #expect(picture.height == 1_080)
        try RenderingSamples.withFolder { folder in
            let file = folder.appending(path: "board.png")
            try Data(picture.bytes).write(to: file)
            let (status, output) = try RenderingSamples.run("pngcheck", "-v", file.path)
            #expect(status == 0, "\(output)")
        }
    }
}
