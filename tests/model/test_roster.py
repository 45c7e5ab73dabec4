"""Who of the catalog is behind an account, and who belongs to a team."""

import base64
import subprocess

import pytest

from wakebook.model.catalog import Catalog, Entity
from wakebook.model.gate.facts import Account
from wakebook.model.roster import Roster, fingerprint, no_keys

KEY = "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"
BARE = f"ssh-ed25519 {KEY[:-4]}AAAA"
"""A key without a comment."""
BROKEN = "ssh-ed25519 is-no-key!x"
"""What base64 would be if it left out what is none."""


def entity(kind, name, spec=None, **marks):
    annotations = {f"wakebook.dev/{key.replace('_', '-')}": text for key, text in marks.items()}
    metadata = {"name": name, "annotations": annotations}
    return Entity(apiVersion="v1", kind=kind, metadata=metadata, spec=spec or {})


ROSTER = Roster(
    Catalog(
        (
            entity(
                "User",
                "ana",
                {"memberOf": ["web", "nowhere"]},
                github_id="1, 11\n111",
                github_login="Ana-Shop",
                git_email="ana@shop.example, Ana@home.example",
                ssh_key=f"ssh-ed25519 {KEY} ana@laptop\n\nssh-ed25519\n{BROKEN}\n{BARE}",
            ),
            entity("User", "ben", github_id="2 90", git_email="ben@shop.example both@shop.example"),
            entity("User", "cleo", github_id="90", git_email="both@shop.example"),
            entity("User", "dan", {"memberOf": ["default/below"]}),
            entity("Group", "web", {"members": ["ben", "gone", "user:default/cleo"]}),
            entity("Group", "all", {"children": ["web", "round"]}),
            entity("Group", "below", {"parent": "group:default/web"}),
            entity("Group", "round", {"children": ["all"]}),
            entity("Group", "lost", {"parent": "nowhere"}),
            entity("Component", "pay", {"owner": "group:default/web"}, tier="1"),
            entity("Component", "mail", {"owner": "User:dan"}),
            entity("Component", "wiki", {"owner": "web"}),
            entity("Component", "none", {"owner": ["web"]}),
            entity("Component", "odd", {"owner": "odd", "members": ["ana"], "children": ["web"]}),
            entity("User", "eve", {"members": ["ana"]}),
            entity("Vendor", "sold", {"members": ["ana"]}),
            entity("Component", "bought", {"owner": "vendor:web"}),
        )
    )
)


@pytest.mark.parametrize(
    ("account", "people"),
    [
        (Account("github", "1"), {"ana"}),
        (Account("github", "11"), {"ana"}),
        (Account("github", "111"), {"ana"}),
        (Account("github", "90"), {"ben", "cleo"}),
        (Account("github", "50"), set()),
        (Account("git", "dan"), {"dan"}),
        (Account("git", "1"), set()),
        (Account("git", "sold"), set()),
        (Account("git", "web"), set()),
        (Account("key", fingerprint(f"ssh-ed25519 {KEY}")), {"ana"}),
        (Account("key", "no-key"), set()),
    ],
)
def test_who_is_behind_an_account(account, people):
    assert ROSTER.people(account) == {f"user:{name}" for name in people}
    only = f"user:{min(people)}" if len(people) == 1 else None
    assert ROSTER.person(account) == only


def test_all_accounts_of_somebody():
    told = [Account("github", "2"), Account("github", "90"), Account("git", "ben")]
    assert list(ROSTER.accounts("user:ben")) == told
    assert ROSTER.accounts("user:nobody") == ()


@pytest.mark.parametrize(
    ("login", "host", "account"),
    [
        ("ana-shop", "github", "1"),
        ("ANA", "github", "1"),
        ("user:ana", "github", "1"),
        ("ana", "git", "ana"),
        ("ben", "github", "2"),
        ("dan", "github", None),
        ("", "github", None),
        ("nobody", "git", None),
    ],
)
def test_somebody_is_named_for_a_supposition(login, host, account):
    found = ROSTER.named(login, host)
    assert (found.id if found else None) == account
    if host == "github" and account == "1":
        assert str(found) == "Ana-Shop"


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("ANA@shop.example", "user:ana"),
        ("ana@home.example", "user:ana"),
        ("ben@shop.example", "user:ben"),
        ("both@shop.example", None),
        ("shop.example", None),
        ("", None),
    ],
)
def test_whose_an_e_mail_address_is(address, who):
    assert ROSTER.by_email(address) == who


@pytest.mark.parametrize(
    ("team", "people"),
    [
        ("group:web", {"ana", "ben", "cleo", "dan"}),
        ("group:all", {"ana", "ben", "cleo", "dan"}),
        ("group:round", {"ana", "ben", "cleo", "dan"}),
        ("group:below", {"dan"}),
        ("group:lost", set()),
        ("group:nowhere", set()),
        ("vendor:web", set()),
        ("group:odd", set()),
        ("group:eve", set()),
        ("group:sold", set()),
        ("user:web", set()),
        ("user:sold", set()),
        ("user:ana", {"ana"}),
        ("user:gone", set()),
        ("ana", set()),
    ],
)
def test_who_belongs_to_a_team(team, people):
    assert ROSTER.members(team) == {f"user:{name}" for name in people}


@pytest.mark.parametrize(
    ("component", "owner"),
    [
        ("pay", "group:web"),
        ("mail", "user:dan"),
        ("wiki", "group:web"),
        ("none", None),
        ("unlisted", None),
        ("bought", "vendor:web"),
    ],
)
def test_who_owns_a_component(component, owner):
    assert ROSTER.owner(component) == owner


def test_what_a_component_is_marked_with():
    assert ROSTER.annotation("pay", "tier") == "1"
    assert ROSTER.annotation("pay", "risk") is None
    assert ROSTER.annotation("unlisted", "tier") is None


def test_a_key_has_the_fingerprint_that_openssh_prints(tmp_path):
    public = tmp_path / "key.pub"
    public.write_text(f"ssh-ed25519 {KEY} ana\n")
    told = subprocess.run(
        ["ssh-keygen", "-lf", str(public)], capture_output=True, text=True, check=True
    )
    assert fingerprint(f"ssh-ed25519 {KEY} ana") == told.stdout.split()[1]
    assert list(ROSTER.keys()) == [("user:ana", f"ssh-ed25519 {KEY}"), ("user:ana", BARE)]


@pytest.mark.parametrize("kind", ["rsa", "ecdsa", "ed25519"])
def test_a_key_is_whole_and_of_its_type(tmp_path, kind):
    made = ["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", "", "-f", str(tmp_path / "key")]
    subprocess.run(made, check=True)
    name, text = (tmp_path / "key.pub").read_text().split()
    blob = base64.b64decode(text)
    assert _keys_of(name, blob) == [f"{name} {text}"]
    first = 4 + len(name)
    for cut in (*range(first + 1, first + 4), len(blob) - 1):
        assert not _keys_of(name, blob[:cut]), cut
    for more in range(1, 4):
        assert not _keys_of(name, blob + bytes(more)), "cut off within a length"
    assert not _keys_of(name, blob[:first]), "the type alone"
    assert not _keys_of("ssh-dss", blob), "another type"
    assert no_keys(entity("User", "ana", ssh_key=f"{name} {text[:9]}!{text[9:]}")) == [1]


def _line(name, blob):
    return f"{name} {base64.b64encode(blob).decode()}"


def _keys_of(name, blob):
    person = entity("User", "ana", ssh_key=_line(name, blob))
    known = tuple(Roster(Catalog((person,))).keys())
    assert no_keys(person) == ([] if known else [1])
    return [key for _, key in known]
