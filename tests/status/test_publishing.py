"""Publishing at once: what changed is made, and nobody sees half of it (3.2)."""

import fcntl
import hashlib
import json
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


def test_3_2_a_version_out_of_an_old_one_is_as_if_made_from_nothing(site, tmp_path):
    """The fourth version lies where the first was; the two between keep their bytes."""
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
    stamp = re.compile(rb"As of [^<]*|Stand: [^<]*|99[.,]\d\d.?% [a-z]*")
    return {path: stamp.sub(b"", raw) for path, raw in files.items() if path not in apart}


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
