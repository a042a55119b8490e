/// Names what a roll-up counts or sums; the numbers are in the rows and never change.
enum Measure: Int64, CaseIterable {
    case started = 1
    case closed = 2
    case reopened = 3
    case served = 4
    case success = 5
    case lost = 6
    case transferred = 7
    case resolution = 8
    case offered = 9
    case answered = 10
    case abandoned = 11
    case abandonedShort = 12
    case answeredInTarget = 13
    case levelBase = 14
    case wait = 15
    case waitBusiness = 16
    case waitLegs = 17
    case overflowedUnavailable = 18
    case overflowedWait = 19
    case overflowedHours = 20
    case overflowsTaken = 21
    case handle = 22
    case handleActive = 23
    /// Each of an agent's own service legs.
    case agentHandle = 24
    case agentHandleActive = 25
    case firstResponse = 26
    case firstResponseBusiness = 27
    case response = 28
    case responseBusiness = 29
    case ratings = 30
    case ratingsAsked = 31
    case messagesIn = 32
    case messagesOut = 33
}
