"""One file a rule: what must hold of a record, why, a bad and a good example, and the check."""
