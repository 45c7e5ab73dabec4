"""The ``closed`` block of ``incident.yaml``: written, put right, or taken away in its place."""

from collections.abc import Mapping

from wakebook.model.header import Closed, Header
from wakebook.records.splice import insert_key, remove_key, set_value


def with_closed(raw: bytes, header: Header, block: Mapping[str, str] | None) -> bytes:
    """The file of ``header`` with another block, or with none; raises ValueError for a bad file."""
    wanted = None if block is None else Closed.model_validate(block)
    if header.closed == wanted:
        return raw
    if block is None:
        return remove_key(raw, ("closed",))
    if header.closed is None:
        return insert_key(raw, (), "closed", dict(block))
    return set_value(raw, ("closed",), dict(block))
