"""The ``closed`` block of ``incident.yaml``: written, put right, or taken away in its place."""

from wakebook.model.header import Closed, Header
from wakebook.records.splice import insert_key, remove_key, set_value


def with_closed(raw: bytes, header: Header, closed: Closed | None) -> bytes:
    """The file of ``header`` with another block, or with none; raises ValueError for a bad file."""
    if header.closed == closed:
        return raw
    if closed is None:
        return remove_key(raw, ("closed",))
    block = closed.model_dump(exclude_none=True)
    if header.closed is None:
        return insert_key(raw, (), "closed", block)
    return set_value(raw, ("closed",), block)
