"""Workflow files: what they say, and what must not run beside a gate."""
