"""Reviews in plain git: tags signed with SSH, each a person's judgement of one commit.

A review is an annotated tag that git itself signs (``git tag -s`` with ``gpg.format=ssh``). Its
target is the commit that it judges, its ref is ``refs/wakebook/reviews/<commit>/<name>``, and its
message ends with trailers::

    Wakebook-Review: approved
    Wakebook-Policy: <blob id of policies/approvals.yaml where the reviewer looked, or none>

It counts when a key of the catalog made it. Whoever holds the repository can make refs, so nothing
is believed that is not signed: the target and the name are read from what the signature covers,
and the catalog has to be that of the branch that the commit is to be merged into.
"""

import os
import re
import tempfile
from collections.abc import Iterable, Mapping, Set
from pathlib import Path
from typing import NamedTuple, get_args

from wakebook.model.gate.facts import Account, Review, State
from wakebook.model.roster import Roster, fingerprint
from wakebook.records.git import Git, GitError
from wakebook.records.signed_tag import SignedTag, UnreadableTagError, read_tag

REVIEWS = "refs/wakebook/reviews/"
REF = re.compile(rf"{REVIEWS}([0-9a-f]{{40}}|[0-9a-f]{{64}})/[A-Za-z0-9][A-Za-z0-9._-]{{0,99}}")
"""The name of a review's ref; the group is the commit that it judges."""

NAMESPACE = "git"
"""What git's own signatures are for; a key's signature under a file or a login is none of them."""

_STATES: frozenset[str] = frozenset(get_args(State)) - {"commented"}
_LEAD = re.compile(r"((error|fatal|Enter passphrase): )+")
_KEYLESS = "either user.signingkey or gpg.ssh.defaultKeyCommand needs to be configured"
_NAME_ONE = "name one: git config user.signingKey ~/.ssh/id_ed25519.pub, or --key FILE"
_TRAILER = re.compile(r"(Wakebook-[A-Za-z]+): (\S+)")


class Ignored(NamedTuple):
    """A ref among the reviews that does not count, and why; the sentence begins with the ref."""

    ref: str
    why: str

    def __str__(self) -> str:
        return f"{self.ref} does not count: it {self.why}"


class Reviews(NamedTuple):
    """Reviews that count, and what was found among them and left out; both by their refs."""

    counted: tuple[Review, ...]
    ignored: tuple[Ignored, ...]


def reviews_of(
    git: Git, roster: Roster, commits: Set[str], incoming: Mapping[str, str] | None = None
) -> Reviews:
    """The reviews of some commits; ``incoming`` are refs that a push is about to make, by name.

    One that is there already stays what it is: git takes no second one under its name.
    Raises GitError where git cannot list or verify at all.
    """
    listed = os.fsdecode(git.run("for-each-ref", "--format=%(objectname) %(refname)", REVIEWS))
    refs = {ref: tag for tag, _, ref in (line.partition(" ") for line in listed.split("\n"))}
    refs = {**(incoming or {}), **refs}
    refs = {r: tag for r, tag in refs.items() if (m := REF.fullmatch(r)) and m[1] in commits}
    found = {ref: review_at(git, roster, ref, tag) for ref, tag in refs.items()}
    counted = tuple(each for each in found.values() if isinstance(each, Review))
    return Reviews(counted, tuple(each for each in found.values() if isinstance(each, Ignored)))


def review_at(git: Git, roster: Roster, ref: str, tag: str) -> Review | Ignored:
    """What a ref to a tag object says, once its signature has been verified.

    Raises GitError where signatures cannot be verified at all.
    """
    named = REF.fullmatch(ref)
    if named is None:
        return Ignored(ref, f"is not named {REVIEWS}<commit>/<name>")
    try:
        signed = read_tag(_tag(git, tag))
        state = _state(signed)
        _demand_its_place(signed, ref, named[1])
        by = _signer(signed, roster)
        _verify(git, tag, signed)
    except UnreadableTagError as error:
        return Ignored(ref, str(error))
    return Review(tag, by, state, signed.target, signed.at)


def _tag(git: Git, tag: str) -> bytes:
    try:
        return git.run("cat-file", "tag", tag)
    except GitError:
        raise UnreadableTagError("is no annotated tag; `wakebook approve` makes one") from None


def _demand_its_place(signed: SignedTag, ref: str, head: str) -> None:
    """Refuse a tag under another name than the signed one: a copy judges nothing."""
    if (signed.type, signed.target) != ("commit", head):
        said = f"judges {signed.type} {signed.target[:12]}"
        raise UnreadableTagError(f"{said}, not the commit {head[:12]} that it is filed under")
    if f"refs/{signed.name}" != ref:
        raise UnreadableTagError(f"was signed under another name, {signed.name!r}")


def _state(signed: SignedTag) -> State:
    paragraph = signed.message.rstrip("\n").rpartition("\n\n")[2]
    found = [match.groups() for line in paragraph.split("\n") if (match := _TRAILER.match(line))]
    states = [value for key, value in found if key == "Wakebook-Review"]
    if len(states) != 1 or states[0] not in _STATES:
        words = ", ".join(sorted(_STATES))
        raise UnreadableTagError(f"needs one trailer 'Wakebook-Review' with one of {words}")
    return next(state for state in get_args(State) if state == states[0])


def _signer(signed: SignedTag, roster: Roster) -> Account:
    if signed.namespace != NAMESPACE:
        raise UnreadableTagError(f"is signed for {signed.namespace!r}, not for {NAMESPACE!r}")
    account = Account("key", fingerprint(signed.key))
    people = roster.people(account)
    if not people:
        raise UnreadableTagError(
            f"is signed with {account.id}, a key of nobody in the target's catalog"
        )
    if len(people) > 1:
        names = " and ".join(sorted(people))
        raise UnreadableTagError(f"is signed with {account.id}, a key that {names} both claim")
    (who,) = people
    return Account("key", account.id, who.partition(":")[2])


def _verify(git: Git, tag: str, signed: SignedTag) -> None:
    """Let git verify the signature, with the one key that it names as the only one allowed."""
    with tempfile.TemporaryDirectory(prefix="wakebook-") as folder:
        allowed = Path(folder, "allowed_signers")
        allowed.write_text(f'reviewer namespaces="{NAMESPACE}" {signed.key}\n', encoding="utf-8")
        settings = ("-c", f"gpg.ssh.allowedSignersFile={allowed}", "-c", "gpg.minTrustLevel=fully")
        try:
            git.run(*settings, "verify-tag", tag)
        except GitError as error:
            if "cannot run" in str(error) or "could not be started" in str(error):
                raise
            raise UnreadableTagError(f"bears a false signature ({error})") from None


def statement(state: State, policy: str | None, text: str = "") -> str:
    """The message of a review: free text first, then the trailers."""
    trailers = f"Wakebook-Review: {state}\nWakebook-Policy: {policy or 'none'}\n"
    return f"{text.strip()}\n\n{trailers}" if text.strip() else f"Review\n\n{trailers}"


def sign(git: Git, head: str, name: str, message: str, key: str | None = None) -> str:
    """Make a review of a commit, signed with the key that git is set up with or with ``key``.

    Returns its ref. Raises GitError where git cannot sign or the name is taken.
    """
    ref = f"{REVIEWS}{head}/{name}"
    inner = ref.removeprefix("refs/")
    chosen = () if key is None else ("-u", key)
    made = ("tag", "--sign", *chosen, "--cleanup=whitespace", "--file=-", inner, head)
    good, said = git.tried("-c", "gpg.format=ssh", *made, stdin=message.encode())
    if not good:
        raise GitError(_unsigned(key, said))
    tag = git.run("rev-parse", "--verify", f"refs/tags/{inner}").decode().strip()
    try:
        if b"\n-----BEGIN " not in git.run("cat-file", "tag", tag):
            # Where it cannot sign git 2.39 says so and makes the tag all the same.
            raise GitError(_unsigned(key, said))
        git.run("update-ref", ref, tag, "0" * len(tag))
    finally:
        git.run("update-ref", "-d", f"refs/tags/{inner}", tag)
    return ref


def _unsigned(key: str | None, said: Iterable[str]) -> str:
    """Why git did not sign, in its own words or those of ssh-keygen, which can stand in a frame."""
    told = (_LEAD.sub("", line).rstrip("?\r ") for line in said)
    why = next((line for line in told if line and line[0] != "@"), "it does not say why")
    if why.startswith(_KEYLESS):
        return f"git has no key to sign with; {_NAME_ONE}"
    unlocked = "; `ssh-add FILE` unlocks it" if "passphrase" in why else ""
    return f"git could not sign with {key or 'the key of user.signingKey'}: {why}{unlocked}"
