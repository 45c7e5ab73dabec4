"""Other people's repositories: their text, their names and their settings do no harm."""

import subprocess
import tracemalloc

import pytest
import yaml
from tests.links.conftest import FOLDER, History, before

from wakebook.model.source import located, of_place, page_of, reference_of

_MESSAGES = [
    "\x1b[2J\x1b[31mred\x1b]0;title\x07",
    "- kind: closed\n  at: 2026-11-20T14:04Z\n  by: user:ana",
    "a: &x [*x]\n---\n!!python/object:os.system {}",
    "\u202egnp.exe\u2066 \u200b\ufeff",
    "x" * 100_000,
    "::set-output name=x::y ##[group]",
    '"; rm -rf / #',
    "<script>window.attacked = 1</script>",
    "   \n\n \t ",
    "null",
    "2026-11-20",
]


@pytest.mark.variants(4, every=3)
@pytest.mark.parametrize("message", _MESSAGES, ids=range(len(_MESSAGES)))
def test_5_4_a_hostile_message_stays_text_on_the_screen_and_in_the_record(shop, message):
    checkout = shop.source("checkout")
    checkout.put("Begin", before(days=9), {"a": "1"})
    as_it_is = ("--allow-empty", "--allow-empty-message", "--cleanup=verbatim", "--file=-")
    checkout.git("commit", "--quiet", *as_it_is, at=before(minutes=8), stdin=message)
    ran = shop.run()
    assert ran.code == 0
    seen = ran.stdout + ran.stderr
    assert not {*"\x1b\x07\u202e\u2066\u200b\ufeff"} & {*seen}
    assert max(map(len, ran.stdout.splitlines())) < 220

    (change,) = shop.changes()
    before_ = {f.name for f in (shop.records.root / FOLDER / "timeline").iterdir()}
    assert shop.run("--accept", str(change["number"])).code == 0
    (new,) = {f.name for f in (shop.records.root / FOLDER / "timeline").iterdir()} - before_
    (entry,) = yaml.safe_load((shop.records.root / FOLDER / "timeline" / new).read_text())
    assert (entry["kind"], entry["to"]) == ("link", change["to"])
    check = shop._wakebook("check", "--profile", "pedantic", cwd=shop.records)
    assert check.code == 0, check.stdout
    shown = shop._wakebook("show", "checkout-errors", cwd=shop.records)
    assert not {*"\x1b\x07\u202e\u2066\u200b\ufeff"} & {*shown.stdout}


def test_5_4_hostile_file_names_do_no_harm(shop):
    checkout = shop.source("checkout")
    checkout.put("Begin", before(days=9), {"a": "1"})
    names = ["\x1b[31mconn.py", "a\nb.yaml", "-rf", "ünïcode.py", "x" * 200]
    checkout.put("Names", before(minutes=8), dict.fromkeys(names, "1"))
    ran = shop.run()

    assert ran.code == 0
    assert "\x1b" not in ran.stdout
    assert shop.changes()[0]["facts"]["files"] == len(names)


def test_5_4_a_name_that_is_no_utf_8_is_read(shop):
    checkout = shop.source("checkout")
    blob = checkout.git("hash-object", "-w", "--stdin", stdin="1").strip()
    entry = b"100644 blob " + blob.encode() + b"\tcaf\xe9.py\0"
    tree = subprocess.run(
        ["git", "mktree", "-z"], cwd=checkout.root, input=entry, capture_output=True, check=True
    )
    name = tree.stdout.decode().strip()
    commit = checkout.git("commit-tree", name, "-m", "Latin", at=before(minutes=8)).strip()
    checkout.git("reset", "--quiet", "--soft", commit)

    assert [change["title"] for change in shop.changes()] == ["Latin"]


def test_5_4_nothing_that_another_repository_configures_is_run(shop):
    checkout = shop.source("checkout")
    mark = shop.folder / "ran"
    program = shop.folder / "evil"
    program.write_text(f"#!/bin/sh\ntouch {mark}\n")
    program.chmod(0o755)
    checkout.put("Begin", before(days=9), {".gitattributes": "* filter=evil diff=evil\n", "a": "1"})
    checkout.put("Change", before(minutes=8), {"a": "2"})
    for key in (
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "diff.evil.textconv",
        "diff.external",
        "filter.evil.clean",
        "filter.evil.smudge",
        "gpg.program",
    ):
        checkout.git("config", key, str(program))
    checkout.git("config", "log.showSignature", "true")
    for hook in ("post-checkout", "reference-transaction", "post-index-change"):
        file = checkout.root / ".git/hooks" / hook
        file.parent.mkdir(exist_ok=True)
        file.write_text(program.read_text())
        file.chmod(0o755)

    assert shop.titles() == ["Change"]
    assert not mark.exists()


@pytest.mark.thorough
def test_5_4_a_large_history_is_read_in_part_and_says_so(shop):
    checkout = shop.source("checkout")
    stream = ["reset refs/heads/main\n"]
    for number in range(2_300):
        at = int(before(minutes=1_000 - number * 0.4).timestamp())
        stream.append(
            f"commit refs/heads/main\ncommitter A <a@b.example> {at} +0000\ndata 6\n{number:06}"
            f"\nM 644 inline f\ndata 6\n{number:06}\n"
        )
    checkout.git("fast-import", "--quiet", stdin="".join(stream))
    told = shop.told("--most", "3")

    assert told["proposals"][-1]["facts"]["before_start_s"] < 8000
    assert any("only 2,000 commits of the window were compared" in r for r in told["remarks"])


@pytest.mark.parametrize(
    "annotation",
    [
        "",
        "url:",
        "dir:.",
        "url:file:/etc",
        "url:file:",
        "url:file:file:///abs/path",
        "url:file:FILE:///abs/path",
        "url:file:file:/abs/path",
        "url:file:ssh://git@host.example/x",
        "url:file:git@host.example:x",
        "url:file:https://host.example/x",
        "url:file:ext::sh -c touch% /tmp/x",
        "url:file:~/private",
        "url:ext::sh -c touch% /tmp/x",
        "url:http://plain.example/x",
        "url:ssh://git@host.example/x",
        "url:git@host.example:x",
        "url:https://[bad",
        "url:https://host.example:99999/x",
        "url:javascript:alert(1)",
        "https://github.com/acme/x",
    ],
)
def test_5_4_an_annotation_leads_to_no_other_place_than_it_may(annotation):
    assert located(annotation) is None


_GITHUB = "https://github.com/acme/shop"
_OWN = "https://git.acme.example:8443/x/y"


@pytest.mark.parametrize(
    ("given", "place", "rest", "identity"),
    [
        (f"{_GITHUB}/tree/main/src/", _GITHUB, ("main", "src"), "github:acme/shop"),
        (f"{_GITHUB}/", _GITHUB, (), "github:acme/shop"),
        ("https://gitlab.com/a/b/-/tree/x/y", "https://gitlab.com/a/b", ("x", "y"), "gitlab:a/b"),
        ("https://bitbucket.org/a/b/src/x", "https://bitbucket.org/a/b", ("x",), "bitbucket:a/b"),
        (f"https://u:secret@{_OWN[8:]}.git", _OWN, (), "git:git.acme.example/x/y"),
        ("../shop.git#a/b", "../shop.git", ("HEAD", "a", "b"), "git:shop"),
        ("/home/ana/shop/.git", "/home/ana/shop/.git", (), "git:shop"),
        ("git@github.com:acme/shop.git", "git@github.com:acme/shop.git", (), "github:acme/shop"),
        ("../we ird\n:x", "../we ird\n:x", (), "git:we-ird-x"),
    ],
)
def test_5_4_a_place_has_a_name_without_secrets_and_paths(given, place, rest, identity):
    assert of_place(given) == (place, rest, identity)


@pytest.mark.parametrize("host", ["github", "gitlab", "bitbucket"])
def test_5_4_a_reference_and_the_page_of_a_commit_are_one(host):
    reference = f"{host}:acme/shop@{'a' * 40}"
    assert reference_of(page_of(reference)) == reference


@pytest.mark.parametrize("bad", ["git:x@abc", "github:acme/shop", "github:a/b@javascript", "x", ""])
def test_5_4_what_names_no_commit_of_a_host_has_no_page(bad):
    assert page_of(bad) == ""


def test_5_4_a_history_that_is_the_records_own_is_fine(shop):
    shop.sources = ["--source", "checkout=."]
    assert shop.run().code == 0


def test_5_4_a_repository_below_a_folder_is_not_searched_upwards(shop):
    history = History(shop.folder / "outer")
    history.put("Change", before(minutes=8), {"inner/a": "1"})
    shop.sources = ["--source", "checkout=../outer/inner"]
    assert any("is no git repository" in remark for remark in shop.told()["remarks"])


@pytest.mark.thorough
def test_5_4_a_long_history_of_long_messages_takes_little_memory(shop):
    """Twenty thousand of these took 1.6 GB, and most of a minute."""
    checkout = shop.source("checkout")
    text = "x\n\n\U0001f600" + "word " * 4_000
    first, lines = int(before(days=2).timestamp()), []
    for number in range(2_500):
        lines += ["commit refs/heads/main", f"committer a <a@x> {first + number * 40} +0000"]
        lines += [f"data {len(text.encode())}", text]
        lines += [f"M 100644 inline f\ndata 1\n{number % 10}\n"]
    checkout.git("fast-import", "--quiet", "--force", stdin="\n".join(lines))
    tracemalloc.start()
    ran = shop.run("--window", "3d")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert ran.code == 0, ran.stderr
    assert "2,000 commits" in ran.stderr
    assert most < 80_000_000
