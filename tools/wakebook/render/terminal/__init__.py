"""Records for a person at a terminal: plain and stable text, coloured only where that is asked."""
