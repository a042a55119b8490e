import Foundation
import Paper
import Testing

@testable import Rendering

@Suite struct BrandTests {
    @Test(arguments: [0xFFEB_3BFF, 0x0000_00FF, 0xFFFF_FFFF, 0xE300_4FFF, 0x0A84_FFFF] as [UInt32])
    func `words in the operator's colour can be read on either ground`(rgba: UInt32) {
        for theme in [Theme.light, .dark] {
            let palette = theme.branded(accent: Color(rgba: rgba)).palette(.accent)
            #expect(palette.ink.contrast(with: theme.panel) >= 4.5)
            #expect(palette.onFill.contrast(with: palette.fill) >= 3)
        }
    }

    @Test func `without a colour the theme stays as it is`() {
        #expect(Theme.dark.branded(accent: nil) == Theme.dark)
    }

    @Test func `a logo stands on the first page and on boards, in its own shape`() throws {
        let logo = Logo(PictureDecodingTests.jpeg)
        #expect(logo.isReadable)
        let size = logo.size(height: 30, most: 500)
        #expect(size.height == 30)
        let narrow = logo.size(height: 30, most: size.width / 2)
        #expect(abs(narrow.width / narrow.height - size.width / size.height) < 1e-9)
        #expect(Logo([1, 2, 3]).size(height: 30, most: 100) == (0, 0))
        #expect(!Logo(Array(PictureDecodingTests.jpeg.prefix(40))).isReadable)
        for (theme, name) in [(Theme.dark, "dark"), (.light, "light")] {
            let branded = theme.branded(accent: Color(rgba: 0xB400_78FF), logo: logo)
            let board = ChartSample.board(theme: branded)
            let picture = try RenderingSamples.drafter.board(board)
            #expect(
                picture != (try RenderingSamples.drafter.board(ChartSample.board(theme: theme)))
            )
            try RenderingSamples.show(picture.bytes, "brand-\(name).png")
        }
        try RenderingSamples.withFolder { folder in
            let file = folder.appending(path: "brand.pdf")
            _ = try RenderingSamples.drafter.pdf(
                SpooledDocument.of(PaperSample.history(rows: 20)),
                info: PaperSample.info,
                wording: RenderingSamples.wording,
                theme: Theme.light.branded(accent: Color(rgba: 0xB400_78FF), logo: logo),
                to: file
            )
            try RenderingSamples.show([UInt8](Data(contentsOf: file)), "brand.pdf")
            let images = try RenderingSamples.run("pdfimages", "-list", file.path).1
            #expect(images.contains("image"))
        }
    }
}
