"""The gate's values: the facts of a host, what a change does to records, and the verdict."""
