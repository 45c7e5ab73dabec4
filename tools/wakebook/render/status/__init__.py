"""The status site: what is wrong now, what was, and what is planned, for people and programs."""
