internal import Engine

extension Tag {
    /// The tag as the API shows it.
    var json: JSON {
        [
            "id": .text(id.description), "slug": .text(slug), "name": .text(name),
            "published": .bool(isPublished),
        ]
    }
}
