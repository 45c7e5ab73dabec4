"""Publishing at once: what changed is made, and nobody sees half of it (3.2)."""

import fcntl
import hashlib
import json
import os
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.status.conftest import HEADER, LOG, OUTAGE, OVER, POLICY

pytestmark = pytest.mark.daily(2)
ROOT = Path(__file__).parent.parent.parent


def test_3_2_only_what_changed_is_made_anew(site):
    site.publish()
    before = {p: (site.folder / p).stat().st_ino for p in site.files}
    page = "incidents/2026-11-24-new-till/index.html"
    site.write(OUTAGE, HEADER, LOG, OVER)
    ran = site.publish()
    assert ran.code == 0
    after = {p: (site.folder / p).stat().st_ino for p in site.files}
    assert after[page] == before[page]
    assert after[f"incidents/{OUTAGE}/index.html"] != before[f"incidents/{OUTAGE}/index.html"]


def test_3_2_the_site_is_as_if_it_had_been_made_at_once(site, tmp_path):
    site.publish()
    site.write(OUTAGE, HEADER, LOG, OVER)
    site.publish()
    grown = site.files
    other = site._replace(folder=tmp_path / "other/status")
    other.publish()
    fresh = other.files
    apart = {"build.json", "manifest.json"}
    differing = {p for p in grown.keys() | fresh.keys() if grown.get(p) != fresh.get(p)}
    assert {p for p in differing if p not in apart and not p.endswith("index.html")} == set()


def test_3_2_both_sites_share_a_folder_whichever_comes_first(site, wakebook, tmp_path):
    site.publish()
    build = ("--to", str(site.folder.parent))
    ran = wakebook("publish", *build, cwd=site.repository)
    assert ran.code == 0, ran.stderr
    other = ("--to", str(tmp_path / "other"))
    assert wakebook("publish", *other, cwd=site.repository).code == 0
    assert wakebook("publish", "status", *other, cwd=site.repository).code == 0


def test_3_2_the_manifest_lists_every_file(site):
    site.publish()
    listed = json.loads(site.files["manifest.json"])["files"]
    assert {*listed} | {"manifest.json"} == {*site.files}


def test_3_2_a_killed_run_leaves_the_old_site_whole(site, monkeypatch):
    site.publish()
    before = site.files
    site.write(OUTAGE, HEADER, LOG, OVER)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("wakebook.records.switch.Version.seal", killed)
        site.publish()
    assert site.files == before
    assert site.publish().code == 0
    assert site.files != before
    kept = site.folder.parent / ".status.versions"
    assert len([p for p in kept.iterdir() if p.is_dir()]) == 2


def test_3_2_a_folder_with_other_files_is_left_alone(site):
    (site.folder).mkdir(parents=True)
    (site.folder / "mine.txt").write_text("mine")
    ran = site.publish()
    assert (ran.code, "was not published" in ran.stderr) == (3, True)
    assert (site.folder / "mine.txt").read_text() == "mine"


def test_3_2_an_older_commit_never_takes_the_place_of_a_newer_one(site):
    site.publish()
    old = site.repository.git("rev-parse", "HEAD").strip()
    site.write(OUTAGE, HEADER, LOG, OVER)
    site.publish()
    before = site.files
    ran = site.run(
        "publish", "status", "--rev", old, "--to", str(site.folder.parent), cwd=site.repository
    )
    assert (ran.code, "which is newer" in ran.stderr) == (0, True)
    assert site.files == before


def test_3_2_two_runs_do_not_make_one_site(site):
    site.publish()
    lock = site.folder.parent / ".status.versions/lock"
    with lock.open("w") as held:
        fcntl.flock(held.fileno(), fcntl.LOCK_EX)
        ran = site.publish()
    assert (ran.code, "being published by another run" in ran.stderr) == (3, True)
    assert site.publish().code == 0


def _shown(folder):
    found = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


def test_3_2_a_version_out_of_an_old_one_is_as_if_made_from_nothing(site, tmp_path, monkeypatch):
    """The fourth version lies where the first was; the two between keep their bytes."""
    at = datetime.now(UTC)
    monkeypatch.setattr("wakebook.cli._clock.now", lambda: at)
    before = []
    for number, logs in enumerate([(LOG,), (LOG, OVER), (LOG,), (LOG, OVER), (LOG,), ()]):
        if number == 2:
            site.write("2026-11-21-second", HEADER, LOG)
        if number == 4:
            shutil.rmtree(site.repository.root / "incidents/2026/2026-11-21-second")
        shutil.rmtree(site.repository.root / f"incidents/2026/{OUTAGE}", ignore_errors=True)
        if logs:
            site.write(OUTAGE, HEADER, *logs)
        assert site.publish().code == 0
        listed = json.loads(site.files["manifest.json"])["files"]
        assert {*listed} | {"manifest.json"} == {*site.files}
        wrong = [p for p, d in listed.items() if hashlib.sha256(site.files[p]).hexdigest() != d]
        assert wrong == []
        fresh = site._replace(folder=tmp_path / f"fresh{number}/status")
        fresh.publish()
        assert {*fresh.files} == {*site.files}
        assert _undated(fresh.files) == _undated(site.files)
        kept = [(folder, files) for folder, files in before[-2:] if folder.exists()]
        assert [_shown(folder) == files for folder, files in kept] == [True] * min(number, 2)
        before.append((site.folder.resolve(), site.files))
    store = site.folder.parent / ".status.versions"
    assert len([p for p in store.iterdir() if p.is_dir()]) == 3
    assert not [p for p in site.folder.rglob("*") if p.is_dir() and not [*p.iterdir()]]


def _undated(files):
    apart = {"build.json", "manifest.json"}
    stamp = re.compile(rb"As of [^<]*|Stand: [^<]*|\d+[.,]\d+.?% [a-z]*")
    return {path: stamp.sub(b"", raw) for path, raw in files.items() if path not in apart}


@pytest.mark.parametrize(
    ("path", "text", "audience"),
    [
        ("policies/status.yaml", "schema: status\nowner: group:web\nruls: []\n", "public"),
        ("policies/status.yaml", "schema: severity\n", "staff"),
        ("wakebook.yaml", "format: 1\ntitel: Shop\n", "public"),
    ],
)
def test_3_2_what_decides_what_is_shown_has_to_be_read(site, path, text, audience):
    assert site.publish("--audience", audience).code == 0
    before = site.files
    site.repository.write(path, text)
    for ran in (
        site.publish("--audience", audience),
        site.run("export", "statuspage", "--audience", audience, cwd=site.repository),
    ):
        assert (ran.code, ran.stdout) == (1, "")
        assert (
            f"{path} cannot be read, so nothing is published: wakebook check {path}" in ran.stderr
        )
    assert site.files == before


def test_3_2_who_publishes_hears_what_is_not_committed_yet(site):
    assert site.publish().stderr == ""
    site.write(OUTAGE, HEADER, LOG, OVER)
    site.repository.write("policies/status.yaml", "schema: status\n")
    site.repository.write("notes.txt", "half a thought")
    to = ("publish", "status", "--to", str(site.folder.parent))
    ran = site.run(*to, cwd=site.repository)
    told = "left out: 2 changes that are not committed (incidents, policies)"
    assert (ran.code, told in ran.stderr, OUTAGE in ran.stderr) == (0, True, False)
    assert site.run(*to, "--rev", "HEAD", cwd=site.repository).stderr == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("publish", "--to", "wakebook.yaml"), "wakebook.yaml is a file; name another folder"),
        (("publish", "--to", "wakebook.yaml/x"), "wakebook.yaml/x cannot be made: not a directory"),
        (("publish", "status", "--to", "wakebook.yaml"), "wakebook.yaml is a file; name another"),
        (("publish", "status", "--copy", "wakebook.yaml/x"), "name another folder with --copy"),
        (("publish", "status", "--copy", "wakebook.yaml"), "wakebook.yaml is a file; name another"),
        (
            ("export", "statuspage", "--to", "nowhere/x.json"),
            "nowhere/x.json cannot be written: no such file or directory; name another file",
        ),
    ],
)
def test_3_2_a_place_that_takes_no_files_is_named_with_the_reason(small, wakebook, words, said):
    ran = wakebook(*words, cwd=small)
    assert (ran.code, said in ran.stderr, "Errno" in ran.stderr) == (3, True, False), ran.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.parametrize("words", [("publish",), ("publish", "status")])
def test_3_2_a_folder_that_may_not_be_written_to_is_said(small, wakebook, tmp_path, words):
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o555)
    ran = wakebook(*words, "--to", str(shut), cwd=small)
    assert (ran.code, f"nothing can be written to the folder {shut}" in ran.stderr) == (3, True)


@pytest.mark.parametrize("words", [("publish", "status"), ("export", "statuspage")])
def test_3_2_outside_of_a_repository_the_way_to_begin_one_is_told(tmp_path, wakebook, words):
    ran = wakebook(*words, cwd=tmp_path)
    assert (ran.code, "`wakebook init` begins one" in ran.stderr) == (2, True)


def test_3_2_a_rule_that_comes_into_force_makes_every_page_anew(site, tmp_path, monkeypatch):
    day = datetime.now(UTC) + timedelta(days=2)
    later = POLICY.partition("rules:\n")[2].replace("2020-01-01", f"{day:%Y-%m-%d}")
    site.repository.write("policies/status.yaml", POLICY + later.replace("Till", "New till"))
    site.publish()
    page, feed = f"incidents/{OUTAGE}/index.html", "components/checkout/feed.atom"
    assert ("New till" in site.text(page), "New till" in site.text(feed)) == (False, False)
    monkeypatch.setattr("wakebook.cli._clock.now", lambda: day)
    site.publish()
    assert ("New till" in site.text(page), "New till" in site.text(feed)) == (True, True)
    fresh = site._replace(folder=tmp_path / "fresh/status")
    fresh.publish()
    assert _undated(fresh.files) == _undated(site.files)


@pytest.mark.parametrize(
    ("link", "leads"),
    [("status/assets/x.txt", "/etc/passwd"), ("status/more", "/etc"), ("status", "elsewhere")],
)
def test_3_5_a_status_site_is_not_made_of_links(site, link, leads):
    root = site.repository.root
    for name in ("site", "mkdocs.yml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    if leads == "elsewhere":
        (root / "site" / link).rename(root / leads)
    (root / "site" / link).symlink_to(root / leads)
    for ran in (site.publish(), site.run("export", "statuspage", cwd=site.repository)):
        assert (ran.code, f"site/{link} is a symbolic link" in ran.stderr) == (3, True)
    assert not site.folder.exists()


def test_3_2_the_ends_of_the_calendar_are_published(site):
    """Years are written with four digits, whatever they are."""
    for year in ("0001", "9999"):
        log, over = (text.replace("2026-", f"{year}-") for text in (LOG, OVER))
        site.write(OUTAGE.replace("2026", year), HEADER, log + over)
    ran = site.publish()

    assert ran.code == 0, ran.stderr
    assert '"0001-11-23T15:00:00Z"' in site.text("components/checkout/feed.json")
    assert "history/9999-11/index.html" in site.files
