"""Reports in Markdown on their way to records: places, times, rows, figures, sections, actions."""
