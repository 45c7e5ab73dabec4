"""Kinds of obligation: each file has ``find(book, now, rule)``, which tells what is owed."""
