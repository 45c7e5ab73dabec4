"""A plain git server: what a push asks for, what a ref may do, and who stands behind a change."""
