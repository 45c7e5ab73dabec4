"""Wakebook: incidents, post-mortems and action items as validated text in git."""

__version__ = "0.1.0"
