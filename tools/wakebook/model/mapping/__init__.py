"""Mappings: how a team's own Markdown reports become records, as one page of YAML says it."""
