"""A statement: what passed the gate, judged by what, approved by whom; chained to the one before.

The form is the in-toto Statement, version 1, with predicates of our own. Contents are bound by the
ids that git gives to trees and blobs; ids of commits are told, but a squash makes others of them.
Source: in-toto Attestation Framework, ``spec/v1/statement.md`` and ``digest_set.md``.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from pydantic import Field, ValidationError

from wakebook.model.base import Items, Value
from wakebook.model.gate.facts import Account, Facts
from wakebook.model.gate.matter import Transition
from wakebook.model.gate.verdict import Verdict

WHOLE = "."
"""The name of the whole repository among the things that a statement is about."""
JUDGES = ("policies/approvals.yaml", "catalog")
"""What approvals are judged by, at the tip of the target branch."""
TRAILER = "Wakebook-Statement"
"""The trailer by which a commit on the target names its statement: the SHA-256 of its bytes."""
BEGUN = "https://wakebook.github.io/wakebook/evidence/begun/v1"
PASSED = "https://wakebook.github.io/wakebook/evidence/passed/v1"
_PATH = re.compile(r"statements/[0-9]{4}/[0-9]{2}/([0-9]{8,})-[0-9a-f]{12}\.json")
_HALVES = re.compile("[\ud800-\udfff]")
_KINDS = {0o040000: "gitTree", 0o160000: "gitCommit"}


class Resource(Value):
    """A folder or file by the id that git gives its content (in-toto's ResourceDescriptor)."""

    name: str = Field(description="Path in the repository; `.` is all of it")
    digest: dict[Literal["gitTree", "gitBlob", "gitCommit"], str]
    annotations: dict[Literal["mode"], str]

    @property
    def id(self) -> str:
        """The id of the content."""
        return next(iter(self.digest.values()))

    @property
    def key(self) -> tuple[str, str, str]:
        """Name, mode and id: what makes it this one."""
        return self.name, self.annotations.get("mode", ""), self.id


def resource(path: str, mode: int, content: str) -> Resource:
    """A resource; what is not UTF-8 in a path is written as an escape."""
    name = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    kind = _KINDS.get(mode, "gitBlob")
    return Resource.model_validate(
        {"name": name, "digest": {kind: content}, "annotations": {"mode": f"{mode:06o}"}}
    )


class Done(Value):
    """What was done to one record."""

    record: str
    transitions: Items[Transition]


class Approval(Value):
    """An approval that was said: the person of the catalog, and what the host says of it.

    It need not have counted: whose approvals did, and for which question, says the verdict.
    """

    who: str = Field(description="The person, as user: and the name in the catalog")
    account: Account
    review: str = Field(description="The host's own id of the review")
    commit: str = Field(description="The commit that was approved")
    at: datetime


class Begun(Value):
    """Evidence begins: what the subject holds was there before the gate."""

    number: Literal[1] = 1
    previous: None = None
    at: datetime
    tool: str
    commit: str = Field(description="The commit of the target branch that holds the subject")


class Passed(Value):
    """A change passed the gate: the subject is what the target branch holds afterwards."""

    number: int = Field(description="The place in the chain; the first statement has 1")
    previous: str | None = Field(description="SHA-256 of the bytes of the statement before")
    at: datetime
    tool: str
    change: Facts = Field(description="What the host said of the change")
    base: Items[Resource] = Field(description="What it was judged by, and what it was laid on")
    before: Items[Resource] = Field(description="What the changed records and files were")
    records: Items[Done]
    approvals: Items[Approval] = Field(description="Who approved, whether or not that counted")
    verdict: Verdict = Field(description="Every condition, and whose approvals counted for it")


class Statement(Value):
    """One statement; its bytes are canonical JSON, its place is a file of the branch."""

    type_: Literal["https://in-toto.io/Statement/v1"] = Field(
        "https://in-toto.io/Statement/v1", alias="_type"
    )
    subject: Items[Resource] = Field(min_length=1)
    predicate_type: str = Field(alias="predicateType")
    predicate: Passed | Begun

    @property
    def raw(self) -> bytes:
        """The bytes: sorted keys, no blanks, UTF-8 (RFC 8785; there are no fractions)."""
        return canonical(self.model_dump(mode="json", by_alias=True))

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, in lower-case hexadecimal."""
        return digest(self.raw)

    @property
    def path(self) -> str:
        """Its file on the branch: year and month, number, and the commit that was judged."""
        told = self.predicate
        head = told.change.head if isinstance(told, Passed) else told.commit
        return f"statements/{told.at:%Y/%m}/{told.number:08d}-{head[:12]}.json"

    def linked(self, number: int, previous: str | None) -> "Statement":
        """The same at a place in the chain, behind the statement with this digest."""
        place = {"number": number, "previous": previous}
        return self.model_copy(update={"predicate": self.predicate.model_copy(update=place)})

    def repeats(self, other: "Statement") -> bool:
        """Whether it says the same of a change as another one, at whatever time and place."""
        told, said = self.predicate, other.predicate
        if not isinstance(told, Passed) or not isinstance(said, Passed):
            return False
        there = {"number": said.number, "previous": said.previous, "at": said.at}
        return self.model_copy(update={"predicate": told.model_copy(update=there)}) == other

    @property
    def trailer(self) -> str:
        """The line that a commit message carries to name this statement."""
        return f"{TRAILER}: {self.digest}"


def canonical(value: object) -> bytes:
    """A JSON value as the only bytes that it can be written in.

    Half a pair of UTF-16, by which Python tells a byte that is no UTF-8, is written out in letters.
    """
    told = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return _HALVES.sub(lambda half: f"\\\\u{ord(half[0]):04x}", told).encode()


def digest(raw: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def read(raw: bytes) -> Statement | str:
    """The statement in a file, or a sentence that says why there is none."""
    try:
        if canonical(json.loads(raw)) != raw:
            return "is not written canonically"
        return Statement.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = "/".join(str(step) for step in first["loc"])
        return f"cannot be read: {place}: {first['msg']}"
    except (ValueError, RecursionError):
        return "is not JSON"


def number_in(path: str) -> int | None:
    """The number that a file of the branch has in its name; None for what is no statement."""
    found = _PATH.fullmatch(path)
    return int(found[1]) if found else None


def unit(path: str) -> str:
    """What a changed file belongs to as far as evidence goes: its record's folder, or itself."""
    parts = path.split("/")
    if parts[0] in ("incidents", "postmortems") and len(parts) > 3:
        return "/".join(parts[:3])
    return path


def keys(resources: Iterable[Resource]) -> set[tuple[str, str, str]]:
    """Resources as a set that can be compared."""
    return {each.key for each in resources}
