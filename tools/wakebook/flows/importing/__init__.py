"""Importing what other tools have recorded: items of a source in, a plan and its files out."""
