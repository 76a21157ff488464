"""What people correct in a reading, kept apart from it: anchored by words, put on any later reading of the text."""
