"""Figures for a terminal, for programs, for spreadsheets and for Prometheus: one file a form."""
