"""From what a person types, in whatever state, to entries of an incident's log."""
