"""Annotated tags with an SSH signature: what was signed, and which key says to have signed it.

What is signed is everything before the last line that begins a signature, as git divides it.
Sources: git's gitformat-signature, OpenSSH's PROTOCOL.sshsig.
"""

import base64
import re
import struct
from datetime import UTC, datetime
from typing import NamedTuple

LONGEST = 64 * 1024
"""Bytes of a tag; a longer one is not read."""

_ARMOUR = re.compile(
    rb"^-----BEGIN (?:SSH SIGNATURE|PGP SIGNATURE|PGP MESSAGE|SIGNED MESSAGE)-----",
    re.MULTILINE,
)
_SSH = re.compile(
    rb"-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n?"
)
_HEADERS = re.compile(
    rb"object ([0-9a-f]{40}|[0-9a-f]{64})\ntype ([a-z]+)\ntag ([^\n]+)\n"
    rb"tagger [^\n]*> ([0-9]{1,11}) [+-][0-9]{4}\n\n"
)
_TYPE = re.compile(rb"[a-z0-9@.-]{1,64}")


class UnreadableTagError(ValueError):
    """A tag is not what it should be; the message ends a sentence that begins with its name."""


class SignedTag(NamedTuple):
    """What a tag's signed part says, and the key in its signature.

    Nothing is proven by reading: only the verified signature of ``key`` makes it that key's word.
    ``at`` is the time that the signer's machine showed.
    """

    target: str
    type: str
    name: str
    at: datetime
    message: str
    key: str
    namespace: str


def read_tag(raw: bytes) -> SignedTag:
    """A tag object's bytes as a value; raises UnreadableTagError."""
    if len(raw) > LONGEST:
        raise UnreadableTagError(f"is longer than {LONGEST // 1024} KiB")
    found = list(_ARMOUR.finditer(raw))
    if not found:
        raise UnreadableTagError("bears no signature")
    payload, armour = raw[: found[-1].start()], raw[found[-1].start() :]
    headers = _HEADERS.match(payload)
    if headers is None:
        raise UnreadableTagError("has other headers than object, type, tag and tagger")
    target, kind, name, seconds = headers.groups()
    key, namespace = _signer(armour)
    message = payload[headers.end() :].decode("utf-8", "replace")
    at = datetime.fromtimestamp(int(seconds), UTC)
    names = (target.decode(), kind.decode(), name.decode("utf-8", "replace"))
    return SignedTag(*names, at, message, key, namespace)


def _signer(armour: bytes) -> tuple[str, str]:
    """The public key and the namespace that an SSH signature names."""
    found = _SSH.fullmatch(armour)
    if found is None:
        raise UnreadableTagError("is not signed with an SSH key")
    try:
        blob = base64.b64decode(found[1].replace(b"\n", b""), validate=True)
        magic, version = struct.unpack_from(">6sI", blob)
        key, end = _string(blob, 10)
        namespace, _ = _string(blob, end)
        kind, _ = _string(key, 0)
    except (ValueError, struct.error):
        raise UnreadableTagError("bears a signature that is cut or damaged") from None
    if (magic, version) != (b"SSHSIG", 1) or not _TYPE.fullmatch(kind):
        raise UnreadableTagError("bears a signature of an unknown form")
    encoded = base64.b64encode(key).decode()
    return f"{kind.decode()} {encoded}", namespace.decode("utf-8", "replace")


def _string(blob: bytes, at: int) -> tuple[bytes, int]:
    """A string of SSH's wire format, and where it ends: its length, then its bytes."""
    (length,) = struct.unpack_from(">I", blob, at)
    end = at + 4 + length
    if end > len(blob):
        raise ValueError("cut")
    return blob[at + 4 : end], end
