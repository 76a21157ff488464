"""Schema changes, in order: numbered, one way, small. Each says in its header why it is there."""
