"""Words that the phrase grammar knows, as data: one module a language, and the names of people and companies."""
