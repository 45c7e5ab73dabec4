"""An approval of a template, spliced into ``policies/wording.yaml``."""

from collections.abc import Mapping

from wakebook.records.bytes import DOCUMENT, decode
from wakebook.records.emit import Emittable
from wakebook.records.refusal import Refused
from wakebook.records.splice import append_item, insert_key
from wakebook.records.yaml import read_yaml

_KEY = "approved"


def approved(raw: bytes, template: str, digest: str, agreed: Mapping[str, str], day: str) -> bytes:
    """The file with one more agreement to a content; raises ValueError for a bad file."""
    text = decode(raw, "", DOCUMENT)
    value = text if isinstance(text, Refused) else read_yaml(text, "")
    if isinstance(value, Refused):
        raise ValueError("it is broken; `wakebook check` says where")
    row: dict[str, Emittable] = {
        "template": template,
        "digest": digest,
        "at": day,
        "by": [dict(agreed)],
    }
    listed = value.get(_KEY)
    if not isinstance(listed, list):
        return insert_key(raw, (), _KEY, [row])
    for number, each in enumerate(listed):
        if isinstance(each, dict) and (each.get("template"), each.get("digest")) == (
            template,
            digest,
        ):
            return append_item(raw, (_KEY, number, "by"), dict(agreed))
    return append_item(raw, (_KEY,), row)
