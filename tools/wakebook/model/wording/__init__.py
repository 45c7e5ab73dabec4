"""Approved words: templates, what they say, and which text of an incident the public may read."""
