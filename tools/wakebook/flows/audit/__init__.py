"""The audit: what the branch of evidence says, held against what the main branch holds."""
