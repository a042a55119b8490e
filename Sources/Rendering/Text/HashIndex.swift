/// Finds small numbers by a hash that the caller computes and a comparison that the caller makes.
///
/// It is a table with open addressing that never hashes again what it holds: shaping looks up
/// every word of a report in it.
struct HashIndex {
    private var slots: [Slot]
    private var mask: Int
    private(set) var count = 0

    private struct Slot {
        var hash: UInt64
        var value: Int32
    }

    init(minimumCapacity: Int = 1024) {
        var capacity = 64
        while capacity < minimumCapacity * 2 { capacity *= 2 }
        slots = [Slot](repeating: Slot(hash: 0, value: -1), count: capacity)
        mask = capacity - 1
    }

    /// Finds the value of a hash that also satisfies the comparison.
    @inline(__always)
    func find(_ hash: UInt64, where matches: (Int32) -> Bool) -> Int32? {
        var place = Int(truncatingIfNeeded: hash) & mask
        while true {
            let slot = slots[place]
            if slot.value < 0 { return nil }
            if slot.hash == hash, matches(slot.value) { return slot.value }
            place = (place + 1) & mask
        }
    }

    /// Adds a value that `find` did not find.
    mutating func insert(_ hash: UInt64, _ value: Int32) {
        if (count + 1) * 2 > slots.count { grow() }
        place(Slot(hash: hash, value: value))
        count += 1
    }

    /// Forgets everything and keeps the memory.
    mutating func removeAll() {
        for place in slots.indices { slots[place].value = -1 }
        count = 0
    }

    private mutating func place(_ slot: Slot) {
        var place = Int(truncatingIfNeeded: slot.hash) & mask
        while slots[place].value >= 0 { place = (place + 1) & mask }
        slots[place] = slot
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(hash: 0, value: -1), count: old.count * 2)
        mask = slots.count - 1
        for slot in old where slot.value >= 0 { place(slot) }
    }

    /// Mixes bytes into a hash; good enough for words, and the tables are bounded anyway.
    @inline(__always)
    static func hash(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64) -> UInt64 {
        var hash = seed &* 0x9E37_79B9_7F4A_7C15 ^ 0xCBF2_9CE4_8422_2325
        for byte in bytes {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        return mix(hash)
    }

    /// Spreads the bits of a key.
    @inline(__always)
    static func mix(_ key: UInt64) -> UInt64 {
        var hash = key
        hash ^= hash &>> 32
        hash = hash &* 0xD6E8_FEB8_6659_FD93
        return hash ^ hash &>> 32
    }
}
