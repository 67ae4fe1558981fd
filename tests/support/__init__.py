"""What tests of all parts share: databases, the small office of conversations.md, people and moments by name."""
