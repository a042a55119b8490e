/// The room.
