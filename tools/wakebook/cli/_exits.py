"""How a command ends.

Exit codes: 0 good, 1 findings or a refusal, 2 usage, 3 environment (git, disk, network), 70 a bug.
"""

GOOD, REFUSED, USAGE, ENVIRONMENT, BUG = 0, 1, 2, 3, 70


class RefusedError(Exception):
    """Nothing was done, since a rule forbids it; the message says why and what to do instead."""


class UsageError(Exception):
    """The command was called in a way that cannot work; the message says what to do instead."""
