"""Files to texts: one reader per file format, and one refusal with a sentence for what cannot be read."""
