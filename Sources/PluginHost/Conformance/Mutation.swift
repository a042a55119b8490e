/// Breaks bodies, the same way for the same seed.
struct Mutation {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    private mutating func next(below bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(max(1, bound)))
    }

    mutating func apply(to body: inout [UInt8]) {
        guard !body.isEmpty else { return }
        let place = next(below: body.count)
        switch next(below: 5) {
        case 0: body.removeSubrange(place...)
        case 1: body[place] = UInt8(next(below: 256))
        case 2: body.insert(contentsOf: [0xC3, 0x28], at: place)
        case 3: body.insert(0, at: place)
        default:
            let end = min(body.count, place + next(below: 64))
            body.insert(contentsOf: body[place..<end], at: place)
        }
    }
}
