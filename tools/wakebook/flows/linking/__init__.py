"""Proposing what an incident belongs to: the change that caused it, the problem behind it."""
