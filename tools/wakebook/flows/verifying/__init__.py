"""Restoration checks: which are run, what they may ask, and what came out (requirement 5.3)."""
