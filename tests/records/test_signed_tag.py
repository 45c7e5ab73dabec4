"""A tag is read as git divides it, or refused; the signature itself is git's to verify."""

import base64
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wakebook.records.signed_tag import LONGEST, UnreadableTagError, read_tag

TARGET = "1" * 40


def string(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


KEY = string(b"ssh-ed25519") + string(b"k" * 32)


def blob(magic: bytes = b"SSHSIG", version: int = 1, key: bytes = KEY) -> bytes:
    return magic + struct.pack(">I", version) + string(key) + string(b"git") + string(b"") * 3


def armour(data: bytes) -> bytes:
    lines = base64.encodebytes(data).decode().strip()
    return f"-----BEGIN SSH SIGNATURE-----\n{lines}\n-----END SSH SIGNATURE-----\n".encode()


HEADERS = f"object {TARGET}\ntype commit\ntag v1\ntagger Ana <ana@x> 1790000000 +0000\n\n".encode()
TAG = HEADERS + b"Fine.\n" + armour(blob())


def test_the_signed_part_and_the_key_are_told_apart():
    tag = read_tag(TAG)
    assert (tag.target, tag.type, tag.name, tag.message) == (TARGET, "commit", "v1", "Fine.\n")
    assert (tag.key, tag.namespace) == (f"ssh-ed25519 {base64.b64encode(KEY).decode()}", "git")
    assert tag.at.isoformat() == "2026-09-21T14:13:20+00:00"


def test_the_last_signature_is_the_one_that_git_verifies():
    twice = HEADERS + b"Fine.\n" + armour(blob(key=string(b"ssh-rsa"))) + armour(blob())
    tag = read_tag(twice)
    assert tag.key.startswith("ssh-ed25519 ")
    assert tag.message.count("BEGIN SSH SIGNATURE") == 1


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (HEADERS + b"x" * LONGEST, "is longer than 64 KiB"),
        (HEADERS, "bears no signature"),
        (b"gpgsig x\n" + TAG, "has other headers"),
        (TAG.replace(b"\n\n", b"\nencoding x\n\n", 1), "has other headers"),
        (TAG.replace(b"tagger", b"author"), "has other headers"),
        (TAG + b"Approved.\n", "is not signed with an SSH key"),
        (TAG.replace(b"\n", b"\r\n"), "has other headers"),
        (HEADERS + b"-----BEGIN PGP SIGNATURE-----\n", "is not signed with an SSH key"),
        (TAG + b"-----BEGIN PGP SIGNATURE-----\n", "is not signed with an SSH key"),
        (HEADERS + armour(blob()[:40]), "is cut or damaged"),
        (HEADERS + armour(b"x"), "is cut or damaged"),
        (HEADERS + armour(blob(magic=b"SSHSIH")), "of an unknown form"),
        (HEADERS + armour(blob(version=2)), "of an unknown form"),
        (HEADERS + armour(blob(key=string(b'a namespaces="x" b') + KEY)), "of an unknown form"),
    ],
)
def test_what_is_not_of_gits_form_is_refused(raw, why):
    with pytest.raises(UnreadableTagError, match=why):
        read_tag(raw)


@given(st.integers(0, len(TAG) - 1), st.binary(max_size=3))
def test_damage_is_read_or_refused_and_nothing_else(at, bytes_):
    try:
        read_tag(TAG[:at] + bytes_ + TAG[at + 1 :])
    except UnreadableTagError as error:
        assert str(error)
