"""What to say of incidents that a status site or an export lacks, as they cannot be read."""

from collections.abc import Sequence

from wakebook.cli._terminal import say
from wakebook.model.base import Audience
from wakebook.render.words import counted


def tell_missing(broken: Sequence[str], audience: Audience) -> int:
    """Say which files cannot be read; 1 if there are any, else 0.

    In what is made for the public they are only counted: its log is public as well, and nobody
    knows for whom a record is that cannot be read.
    """
    if audience == "public":
        count = len({path.split("/")[2] for path in broken})
        lines = [
            f"missing: {counted(count, 'record')} that cannot be read; run `wakebook check`"
        ] * bool(broken)
    else:
        lines = [f"missing: {path} cannot be read; see: wakebook check {path}" for path in broken]
    for line in lines:
        say(line)
    return int(bool(broken))
