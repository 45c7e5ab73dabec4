"""Closing an incident: what the closure would say, and what stands before it."""
