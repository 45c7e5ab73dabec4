"""Readers of files that other tools wrote: forgiving in form, bounded in size, exact in place."""
