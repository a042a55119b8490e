/// Is a group of opening hours: a week, and the days that differ from it, in one time zone.
///
/// A shift belongs to the day it starts: 22:00 to 06:00 on a Friday ends on Saturday morning, and a
/// Saturday that is a holiday does not cut it.
public struct BusinessHours: Sendable, Hashable, Codable {
    /// The id.
    public internal(set) var id: ID<BusinessHours>

    /// The name in URLs and commands: lower-case letters, digits and dashes.
    public var slug: String

    /// The name that people see.
    public var name: String

    /// The time zone of all its times, as an IANA name.
    public var timeZone: String

    /// The shifts of the seven days, Monday first.
    public var week: [[Shift]]

    /// The days that do not follow the week.
    public var exceptions: [Exception]

    /// Creates opening hours; by default Monday to Friday from 08:00 to 18:00.
    public init(
        id: ID<BusinessHours>,
        slug: String,
        name: String,
        timeZone: String = "America/Sao_Paulo",
        week: [[Shift]] = Array(repeating: [Shift(opens: 480, closes: 1_080)], count: 5)
            + [[], []],
        exceptions: [Exception] = []
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.timeZone = timeZone
        self.week = week
        self.exceptions = exceptions
    }

    /// Is a stretch of opening within a day, or into the next.
    public struct Shift: Sendable, Hashable, Codable {
        /// The minute of the day at which it begins, 0 to 1439.
        public var opens: Int

        /// The minute of the day at which it ends, 0 to 1440.
        ///
        /// At `opens` or before it, the shift ends at that minute of the next day; at `opens` itself
        /// it lasts a whole day.
        public var closes: Int

        /// Creates a shift from minutes of the day.
        public init(opens: Int, closes: Int) {
            self.opens = opens
            self.closes = closes
        }

        /// The minute at which it ends, counted from the midnight before it begins.
        var end: Int { closes > opens ? closes : closes + minutesOfDay }
    }

    /// Is a day that does not follow the week: a holiday, or one with other shifts.
    public struct Exception: Sendable, Hashable, Codable {
        /// The day, as `yyyymmdd`.
        public var date: Int32

        /// What day it is, such as "Natal"; may be empty.
        public var name: String

        /// The shifts that begin on it; none on a holiday.
        public var shifts: [Shift]

        /// Creates an exception; without shifts it is a holiday.
        public init(date: Int32, name: String = "", shifts: [Shift] = []) {
            self.date = date
            self.name = name
            self.shifts = shifts
        }
    }
}

/// The minutes of a day whose clocks are not changed.
let minutesOfDay = 1_440
