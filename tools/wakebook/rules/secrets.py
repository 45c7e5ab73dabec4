"""Secrets in a text: keys, tokens and passwords, told by the forms that their issuers publish.

No request is made and nothing is guessed from randomness alone, so that ids of commits, digests and
UUIDs are none. `python -m benchmarks.secrets` counts false alarms and misses. The detectors that
were tried (detect-secrets, betterleaks) miss a third to a half of these forms, and bring a client
of HTTP with half a second of import, or 54 MB of another language for one platform.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple


class Secret(NamedTuple):
    """Where a secret stands in a text, and of which kind it is; it is never to be shown."""

    kind: str
    start: int
    end: int


class _Form(NamedTuple):
    """A kind of secret: one of the marks is in any text, in small letters, that holds one."""

    kind: str
    marks: tuple[str, ...]
    pattern: re.Pattern[str]


def _form(kind: str, marks: str, pattern: str, flags: int = 0) -> _Form:
    return _Form(kind, tuple(marks.split()), re.compile(pattern, flags))


_NO = r"(?<![A-Za-z0-9_-])"
_END = r"(?![A-Za-z0-9_-])"
_KEYWORD = (
    r"pass(?:word|wd|phrase|code)|pwd|secret(?:[_ -]?(?:access)?[_ -]?key)?|token|credentials?|"
    r"(?:api|access|auth|client|encryption|private|signing)[_ -]?(?:key|secret|token)"
)
_FORMS = (
    _form(
        "a private key",
        "private putty-user-key age-secret-key",
        r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
        r"(?:[^-]*-----END [A-Z0-9 ]{0,60}-----)?"
        r"|PuTTY-User-Key-File-[0-9]+:|AGE-SECRET-KEY-1[A-Z0-9]{50,}",
    ),
    _form(
        "a key of Amazon's cloud",
        "akia asia abia acca aws",
        rf"{_NO}(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{{16}}{_END}"
        r"|(?i:aws.{0,20}?(?:key|secret|token).{0,20}?[\"'`=:\s])(?=[A-Za-z0-9/+]*[A-Z])"
        r"(?=[A-Za-z0-9/+]*[a-z])(?P<v>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])",
    ),
    _form(
        "a token of GitHub",
        "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_",
        rf"{_NO}(?:gh[pousr]_[A-Za-z0-9]{{36,}}|github_pat_[A-Za-z0-9]{{20,}}_[A-Za-z0-9]{{50,}})",
    ),
    _form("a token of GitLab", "gl", rf"{_NO}gl(?:pat|[a-z]{{2,5}}t|oas|imt)-[\w-]{{20,}}"),
    _form(
        "a token of Slack",
        "xox xapp- hooks.slack.com",
        rf"{_NO}xox[abeoprs](?:\.xox[bp])?-[A-Za-z0-9-]{{10,}}|{_NO}xapp-[0-9]-[\w-]{{20,}}"
        r"|hooks\.slack\.com/(?:services|workflows|triggers)/[A-Z][\w/]{15,}",
    ),
    _form(
        "the address of a webhook",
        "api/webhooks/ webhookb2",
        r"discord(?:app)?\.com/api/webhooks/[0-9]{15,20}/[\w-]{60,}"
        r"|webhook\.office\.com/webhookb2/[\w@-]{36,}/[\w/-]{30,}",
    ),
    _form(
        "a key of Stripe",
        "k_live_ k_test_ whsec_",
        rf"{_NO}(?:[rs]k_(?:live|test)_[0-9A-Za-z]{{16,}}|whsec_[A-Za-z0-9+/=]{{24,}})",
    ),
    _form(
        "a key of Google",
        "aiza gocspx- ya29.",
        rf"{_NO}(?:AIza[\w-]{{35}}{_END}|GOCSPX-[\w-]{{28}}|ya29\.[\w-]{{20,}})",
    ),
    _form(
        "a token of a package registry",
        "npm_ pypi- dckr_pat_ rubygems_ cio",
        rf"{_NO}(?:npm_[A-Za-z0-9]{{36}}{_END}|pypi-AgE[\w-]{{50,}}|dckr_pat_[\w-]{{27,}}"
        rf"|rubygems_[a-f0-9]{{48}}|cio[A-Za-z0-9]{{32}}{_END})",
    ),
    _form(
        "a key of a service",
        "sk- hf_ hvs. dop_v1_ shp glsa_ glc_ dapi nrak- atlasv1 sq0csp- pmak- lin_api_ sntry",
        rf"{_NO}(?:(?P<v>sk-[\w-]{{32,400}})|hf_[A-Za-z]{{34}}{_END}|hv[sb]\.[\w-]{{24,}}|do[opr]_v1_[a-f0-9]{{64}}"
        rf"|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{{32}}|glsa_[A-Za-z0-9]{{32}}_[a-fA-F0-9]{{8}}"
        rf"|glc_[A-Za-z0-9+/]{{32,}}|dapi[a-f0-9]{{32}}|NRAK-[A-Z0-9]{{27}}"
        rf"|[A-Za-z0-9]{{14}}\.atlasv1\.[\w-]{{60,}}|sq0csp-[\w-]{{43}}|PMAK-[a-f0-9-]{{59}}"
        rf"|lin_api_[A-Za-z0-9]{{40}}|sntry[su]_[\w=+/-]{{40,}})",
    ),
    _form("a key of SendGrid", "sg.", rf"{_NO}SG\.[\w-]{{22}}\.[\w-]{{43}}"),
    _form("a key of Twilio", "sk", rf"{_NO}SK[0-9a-f]{{32}}{_END}"),
    _form("a token of Telegram", ":aa", rf"{_NO}[0-9]{{8,10}}:AA[\w-]{{33}}{_END}"),
    _form(
        "a key of Azure",
        "key= sig=",
        r"(?i:AccountKey|SharedAccessKey)=(?P<v>[A-Za-z0-9+/]{40,90}={0,2})"
        r"|[?&]sig=(?P<w>[A-Za-z0-9%/+]{40,}(?:%3[dD]|=))",
    ),
    _form("a token (JWT)", "eyj", rf"{_NO}eyJ[\w-]{{8,}}\.eyJ[\w-]{{8,}}\.[\w-]{{8,}}"),
    _form(
        "a password in an address",
        "://",
        r"://[^\s/@:\"'<>]{0,100}:(?P<v>[^\s/@\"'<>]{3,100})@[\w.\[-]",
    ),
    _form(
        "credentials of a request",
        "bearer basic authorization",
        r"(?i:\bbearer|\bbasic|\bauthorization:)[ \t]+(?P<v>[\w.~+/=-]{12,400})",
    ),
    _form(
        "a password or key",
        "pass pwd secret token credential key",
        rf"(?i:(?:{_KEYWORD}))[\"'`\]]{{0,2}}[ \t]*(?:=>|:=|==?|:)[ \t]*[\"'`]?"
        r"(?P<v>[^\s\"'`,;<>(){}\[\]]{8,200})",
    ),
)
_HEX = re.compile(r"[0-9a-f]+|[0-9A-F]+")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_PLACEHOLDER = re.compile(
    r"(?i).*(?:pass(?:word|wd)?|secret|token|changeme|redacted|removed|hidden|masked|example|"
    r"placeholder|your[_-]|x{3,}|\*{2,}|\.{3,}|\$[A-Z({]|%[A-Z]|\bnone\b|\bnull\b).*",
    re.DOTALL,
)
_PATH = re.compile(r"(?:https?:|\.{0,2}/|[a-z]++/[a-z]).*", re.DOTALL)


def secrets(text: str, allowed: Collection[str] = ()) -> Iterator[Secret]:
    """The secrets in a text, in order of forms; those of which ``allowed`` has the digest are none.

    Two forms that fit one place give one secret.
    """
    folded = text.lower()
    taken: list[Secret] = []
    for form in _FORMS:
        if not any(mark in folded for mark in form.marks):
            continue
        for match in form.pattern.finditer(text):
            found = _found(form.kind, match)
            if any(found.start < t.end and t.start < found.end for t in taken):
                continue
            value = text[found.start : found.end]
            if _is_secret(form.kind, value, match[0]) and digest(value) not in allowed:
                taken.append(found)
                yield found


def digest(value: str) -> str:
    """What stands for a value that is no secret in a policy's list: its SHA-256 digest."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()


def _found(kind: str, match: re.Match[str]) -> Secret:
    inner = next((name for name, value in match.groupdict().items() if value), 0)
    return Secret(kind, match.start(inner), match.end(inner))


def _is_secret(kind: str, value: str, whole: str) -> bool:
    match kind:
        case "a token (JWT)":
            return _decoded(value.partition(".")[0]).lstrip().startswith(b"{")
        case "a password in an address":
            return not _PLACEHOLDER.fullmatch(value)
        case "credentials of a request":
            if whole.lower().startswith("basic"):
                return b":" in _decoded(value)
            return _is_random(value) and not _PLACEHOLDER.fullmatch(value)
        case "a key of a service" if value.startswith("sk-"):
            return _is_random(value) and value.lower() != value
        case "a password or key":
            return _is_random(value) and not _is_plain(value)
    return "EXAMPLE" not in value


def _is_plain(value: str) -> bool:
    """Whether what stands behind a keyword is an id, a path or a word in a secret's place."""
    public = _UUID.fullmatch(value) or (_HEX.fullmatch(value) and len(value) in (40, 64, 128))
    return bool(public or _PLACEHOLDER.fullmatch(value) or _PATH.fullmatch(value))


def _is_random(value: str) -> bool:
    """Whether nobody would write it as a word: letters and digits, or three sorts of characters."""
    sorts = (str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum())
    used = [any(map(sort, value.rstrip(".,:;!?)"))) for sort in sorts]
    lettered = (used[0] or used[1]) and used[2]
    return lettered and (sum(used) >= 3 or len(value) >= 16) and len(set(value)) >= 6


def _decoded(value: str) -> bytes:
    padded = value.rstrip("=") + "=" * (-len(value.rstrip("=")) % 4)
    try:
        return base64.b64decode(padded, altchars=b"-_" if "-" in value or "_" in value else None)
    except (binascii.Error, ValueError):
        return b""
