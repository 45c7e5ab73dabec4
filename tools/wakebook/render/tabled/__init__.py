"""Rows under the names of their columns, for a terminal, for programs and for spreadsheets."""
