"""The Discord side of Footlights."""
