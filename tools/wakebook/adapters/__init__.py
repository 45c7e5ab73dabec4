"""One file an outside system: supplies facts, carries out effects."""
