#!/usr/bin/env python3
"""Verifies the bundle that it lies in; needs Python 3.9 or later and nothing else.

    python3 -I verify.py [--trusted DIGEST]

1. Every file is the one that manifest.txt lists, and there is no other.
2. Every statement binds the one before it by the SHA-256 of its bytes, from the first one on.
   DIGEST, which you noted from somewhere else, has to be that of one of them.
3. Every record has, by the ids that git gives to files and folders, the content that its last
   statement names, and the policy and the catalog that judged it are those that it names.

"counted" tells, for each question of the policy, whose approval was enough for it by the verdict of
the gate. "said" tells everybody who approved on the host: also those whose word did not count, such
as the author of the change.

Whether a host really said what a statement tells of reviews: ask the host, by the reviews' ids.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
OWN = ("manifest.txt",)


class WrongError(Exception):
    """Something is not as it has to be."""


def say(text: str) -> None:
    """Tell the reader something; what a terminal would obey is told as an escape."""
    shown = (c if c.isprintable() or c == "\n" else ascii(c)[1:-1] for c in text)
    sys.stdout.write("".join(shown) + "\n")


def sha256(raw: bytes) -> str:
    """The digest by which statements bind one another."""
    return hashlib.sha256(raw).hexdigest()


def git_id(kind: str, raw: bytes, like: str) -> str:
    """The id that git gives to content; its length tells which hash the repository uses."""
    digest = hashlib.new("sha256" if len(like) == 64 else "sha1")
    digest.update(kind.encode() + b" %d\0" % len(raw) + raw)
    return digest.hexdigest()


def tree_id(folder: Path, modes: dict[str, str], like: str) -> str:
    """The id that git gives to a folder, from the bytes of its files."""
    rows = []
    for path in folder.iterdir():
        name = path.name.encode()
        if path.is_dir():
            rows.append((name + b"/", b"40000 " + name, tree_id(path, modes, like)))
        else:
            mode = modes[path.relative_to(HERE).as_posix()].encode()
            rows.append((name, mode + b" " + name, git_id("blob", path.read_bytes(), like)))
    raw = b"".join(row + b"\0" + bytes.fromhex(found) for _, row, found in sorted(rows))
    return git_id("tree", raw, like)


def content_id(path: Path, modes: dict[str, str], like: str) -> str:
    """The id of a folder or of a file."""
    if path.is_dir():
        return tree_id(path, modes, like)
    return git_id("blob", path.read_bytes(), like)


def listed() -> dict[str, str]:
    """The mode of every file, by its path; each has the bytes that the manifest tells."""
    modes = {}
    for line in (HERE / "manifest.txt").read_bytes().decode().split("\n")[:-1]:
        mode, digest, path = line.split(" ", 2)
        if sha256((HERE / path).read_bytes()) != digest:
            raise WrongError(f"{path} is not what manifest.txt lists")
        modes[path] = mode
    there = {p.relative_to(HERE).as_posix() for p in HERE.rglob("*") if not p.is_dir()}
    for path in sorted(there ^ {*modes, *OWN}):
        raise WrongError(f"{path} is missing, or is not listed in manifest.txt")
    return modes


def chained() -> tuple[dict[int, Any], list[str]]:
    """All statements by number, and their digests; each binds the one before it."""
    statements: dict[int, Any] = {}
    digests: list[str] = []
    previous: str | None = None
    files = sorted((HERE / "statements").rglob("*.json"), key=lambda path: path.name)
    for number, path in enumerate(files, 1):
        raw = path.read_bytes()
        statement = json.loads(raw)
        told = statement["predicate"]
        if (told["number"], told["previous"]) != (number, previous):
            raise WrongError(f"{path.name} does not follow the statement before it")
        previous = sha256(raw)
        statements[number] = statement
        digests.append(previous)
    return statements, digests


def named(resources: Any, name: str) -> str | None:
    """The id under which a statement names a folder or file; None where it does not."""
    found = [r["digest"] for r in resources if r["name"] == name]
    return next(iter(found[0].values())) if found else None


def judged(statement: Any, modes: dict[str, str]) -> None:
    """The policy and the catalog that judged are in the bundle as the statement names them."""
    for resource in statement["predicate"]["base"]:
        if resource["name"] != ".":
            (found,) = resource["digest"].values()
            path = HERE / "judges" / found
            if "gitBlob" in resource["digest"]:
                (path,) = path.iterdir()
            if content_id(path, modes, found) != found:
                raise WrongError(f"judges/{found} is not {resource['name']} as it judged")


def record(name: str, numbers: list[int], statements: dict[int, Any], modes: dict[str, str]) -> int:
    """One record: what its statements tell, and that it has the content that the last one names.

    Returns how many later statements give it another content: of merges that never came, or that
    somebody left out here.
    """
    held = None
    say(f"\n{name}")
    for number in numbers:
        statement = statements[number]
        told = statement["predicate"]
        if told["verdict"]["outcome"] not in ("met", "not-needed"):
            raise WrongError(f"by statement {number} {name} was not to be changed")
        judged(statement, modes)
        before = named(told["before"], name)
        if held is not None and before != held:
            say("  - before the next one it was changed past the gate")
        if held is None and before is not None:
            say("  - what it held before came past the gate, or is older than the evidence")
        held = named(statement["subject"], name)
        did = [done["record"] + " " + ", ".join(done["transitions"]) for done in told["records"]]
        who = [f"{a['who']} (review {a['review']})" for a in told["approvals"]]
        say(
            f"  {number}. {told['at']}: {'; '.join(did)}\n"
            f"     counted: {'; '.join(counted(told['verdict'])) or 'nothing; nobody was asked'}\n"
            f"     said: {', '.join(who) or 'nothing'}"
        )
    if held is None or content_id(HERE / "records" / name, modes, held) != held:
        raise WrongError(f"records/{name} is not what statement {numbers[-1]} names")
    later = [n for n in statements if n > numbers[-1] and touched(statements[n], name)]
    for number in later:
        say(f"  ! {number}. changes it again, unless that was never merged: ask for a newer bundle")
    return len(later)


def touched(statement: Any, name: str) -> bool:
    """Whether a statement tells of a change of a record."""
    told = statement["predicate"]
    return any(named(there, name) for there in (statement["subject"], told.get("before", ())))


def counted(verdict: Any) -> list[str]:
    """The questions of a verdict that approvals answered, each with those that counted for it."""
    if not verdict["parts"] and (verdict["code"], verdict["outcome"]) == ("WB5201", "met"):
        return [f"{verdict['title']}: {verdict['sentence']}"]
    return [line for part in verdict["parts"] for line in counted(part)]


def many(number: int, noun: str) -> str:
    """So many of something."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def verified(trusted: str | None) -> None:
    """Verify everything, and tell what was found; raises WrongError for the first thing wrong."""
    modes = listed()
    statements, digests = chained()
    if trusted is not None and trusted not in digests:
        raise WrongError(f"no statement has the trusted digest {trusted}")
    records = json.loads((HERE / "index.json").read_bytes())["records"]
    known = tuple(f"records/{name}/" for name in records)
    for path in modes:
        if path.startswith("records/") and not f"{path}/".startswith(known):
            raise WrongError(f"{path} belongs to no record of index.json")
    open_ = sum(
        record(name, numbers, statements, modes) for name, numbers in sorted(records.items())
    )
    whole = f"whole, but for what is marked `!` ({open_})" if open_ else "whole"
    say(
        f"\n{many(len(records), 'record')} and {many(len(statements), 'statement')}: {whole}.\n"
        f"Compare the digest of the last statement with one from elsewhere: {digests[-1]}"
    )


def main() -> int:
    """Return 0 if the bundle is right, 1 if not."""
    words = sys.argv[1:]
    trusted = words[1] if len(words) == 2 and words[0] == "--trusted" else None
    if words and trusted is None:
        say(__doc__ or "")
        return 2
    try:
        verified(trusted)
    except WrongError as error:
        say(f"\nWRONG: {error}")
        return 1
    except (LookupError, ValueError, TypeError, AttributeError, OSError, RecursionError) as error:
        say(f"\nWRONG: not a bundle as it was written: {error!r}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
