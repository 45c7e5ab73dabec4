"""Figures from what incidents say of themselves: one definition of each, and how sure it is."""
