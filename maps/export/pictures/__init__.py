"""Pictures of the map, for a newspaper, a slide or a post: in four forms, each language and scheme."""
