"""The gate: a change, the facts of its host and the target's policy in, a verdict out."""
