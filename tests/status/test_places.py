"""Where the status site and its copy may lie: nothing that was not published is touched (3.2)."""

import json
import shutil

import pytest
from tests.status.conftest import HEADER, LOG, OUTAGE, OVER

pytestmark = pytest.mark.daily(2)
MARK = ".copied-by-wakebook"


def _plain(folder):
    found = (p for p in folder.rglob("*") if p.is_file() and p.name != MARK)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


def _publish(site, *words):
    """Publish what is committed below ``build``."""
    return site.run("publish", "status", *words, cwd=site.repository)


def _everything(site):
    """All files of the repository's work tree, but for what is published in its place."""
    root = site.repository.root
    files = (p for p in root.rglob("*") if p.is_file() and not {".git", "build"} & {*p.parts})
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in files}


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("incidents", "is a place for records"),
        ("incidents/2026/new", "is a place for records"),
        (".git", "belongs to git"),
        (".git/hooks", "belongs to git"),
        ("mine", "holds files that git tracks"),
        (".", "holds files that git tracks"),
        ("wakebook.yaml", "is a file; name another folder"),
    ],
)
def test_3_2_no_site_is_put_where_other_files_are_kept(site, to, why):
    site.repository.write("mine/thesis.txt", "mine")
    site.repository.commit("Change")
    before = _everything(site)
    for option in ("--to", "--copy"):
        ran = _publish(site, option, to)
        assert (ran.code, why in ran.stderr) == (3, True)
        assert _everything(site) == before


def test_3_2_a_link_of_the_repository_leads_no_site_elsewhere(site, tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("precious")
    site.repository.write("docs2/.status.versions/.published-by-wakebook", "x\n")
    root = site.repository.root
    (root / "docs2/.status.versions/lock").symlink_to(victim)
    (root / "build").symlink_to("docs2")
    site.repository.git("add", "--force", "build", "docs2")
    site.repository.commit("Lead elsewhere")
    for words in ((), ("--to", "docs2"), ("--to", "build/deep")):
        ran = _publish(site, *words)
        assert (ran.code, victim.read_text()) == (3, "precious"), words
    ran = site.run("publish", cwd=site.repository)
    assert (ran.code, "build is a symbolic link" in ran.stderr) == (3, True)
    assert {p.name for p in (root / "docs2").iterdir()} == {".status.versions"}


def test_3_2_a_lock_is_no_link_and_is_not_emptied(site, tmp_path):
    site.publish()
    victim = tmp_path / "victim"
    victim.write_text("precious")
    lock = site.folder.parent / ".status.versions/lock"
    lock.unlink()
    lock.symlink_to(victim)
    assert site.publish().code == 3
    assert victim.read_text() == "precious"


def test_3_2_a_link_outside_of_the_repository_is_the_users_own(site, tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "www").symlink_to("disk")
    site.repository.commit("Change")
    for _ in range(2):
        to = ("--to", str(tmp_path / "www/site"), "--copy", str(tmp_path / "www/copy"))
        assert _publish(site, *to).code == 0
    assert (tmp_path / "disk/site/status/index.html").is_file()
    assert (tmp_path / "disk/copy/index.html").is_file()
    back = tmp_path / "back"
    back.symlink_to(site.repository.root / "incidents")
    ran = _publish(site, "--to", str(back))
    assert (ran.code, "is a place for records" in ran.stderr) == (3, True)


def test_3_2_a_copy_is_of_plain_files_and_takes_no_others_place(site, tmp_path):
    to = tmp_path / "pages/status"
    for _ in range(2):
        assert site.publish("--copy", str(to)).code == 0
        assert _plain(to) == site.files
        assert not [path for path in (to, *to.rglob("*")) if path.is_symlink()]
        site.write(OUTAGE, HEADER, LOG, OVER)
    mine = tmp_path / "mine"
    mine.mkdir()
    for name in ("file", "manifest.json"):
        (mine / name).write_text('{"files": {"file": "x"}}')
        ran = site.publish("--copy", str(mine))
        assert (ran.code, "is no copy; name an empty folder" in ran.stderr) == (3, True)
        assert (mine / "file").exists()


def test_3_2_a_copy_removes_only_what_was_copied(site, tmp_path):
    """A clone for a host of pages keeps its history, its domain and the owner's own pages."""
    to = tmp_path / "clone"
    to.mkdir()
    assert site.publish("--copy", str(to)).code == 0
    own = (".git/config", "CNAME", "incidents/mine.html", f"incidents/{OUTAGE}/mine.html")
    for path in own:
        (to / path).parent.mkdir(exist_ok=True)
        (to / path).write_text("mine")
    same = (to / "assets/status.css").stat().st_mtime_ns
    for incident in (OUTAGE, "2026-11-24-new-till"):
        shutil.rmtree(site.repository.root / f"incidents/2026/{incident}")
    site.write("2026-11-21-second", HEADER, LOG)
    assert site.publish("--copy", str(to)).code == 0
    copied = _plain(to)
    assert {path: copied.pop(path) for path in own} == dict.fromkeys(own, b"mine")
    assert copied == site.files
    assert not (to / "incidents/2026-11-24-new-till").exists()
    assert (to / "assets/status.css").stat().st_mtime_ns == same


def test_3_2_a_copy_takes_no_place_of_a_file_that_nobody_copied(site, tmp_path):
    to = tmp_path / "clone"
    site.publish("--copy", str(to))
    (to / "incidents/2026-11-21-second").mkdir()
    (to / "incidents/2026-11-21-second/index.html").write_text("mine")
    before = _plain(to)
    site.write("2026-11-21-second", HEADER, LOG)
    ran = site.publish("--copy", str(to))
    assert (ran.code, "was not copied and is in the way" in ran.stderr) == (3, True)
    assert _plain(to) == before


def test_3_2_a_mark_or_link_in_a_copy_leads_nowhere_else(site, tmp_path):
    to = tmp_path / "clone"
    site.publish("--copy", str(to))
    victim = tmp_path / "victim"
    victim.write_text("precious")
    note = json.loads((to / MARK).read_text())
    note["files"] += ["../victim", str(victim), "a/../../victim", 5, ".git/config", ""]
    (to / MARK).write_text(json.dumps(note))
    (to / "index.html").unlink()
    (to / "index.html").symlink_to(victim)
    assert site.publish("--copy", str(to)).code == 0
    assert (_plain(to), victim.read_text()) == (site.files, "precious")
    shutil.rmtree(to / "assets")
    (to / "assets").symlink_to(tmp_path)
    ran = site.publish("--copy", str(to))
    assert (ran.code, "assets is a symbolic link" in ran.stderr) == (3, True)


@pytest.mark.parametrize(
    "to", ["build", "build/status", "build/.status.versions/000001", "build/status/api/v2/loop"]
)
def test_3_2_no_copy_lies_where_the_site_itself_is(site, to):
    site.repository.commit("Change")
    for _ in range(2):
        ran = _publish(site, "--copy", to)
        assert ran.code == 3
        _publish(site)
    shown = site.repository.root / "build/status"
    assert (shown.is_symlink(), (shown / "index.html").is_file()) == (True, True)
    assert not (shown / "api/v2/loop").exists()


def test_3_2_a_copy_of_a_newer_commit_stays(site, tmp_path):
    to = tmp_path / "clone"
    site.publish()
    site.write("2026-11-21-second", HEADER, LOG)
    site.publish("--copy", str(to))
    before = _plain(to)
    fresh = ("--rev", "HEAD~1", "--to", str(tmp_path / "fresh"))
    ran = _publish(site, *fresh, "--copy", str(to))
    assert (ran.code, "clone shows" in ran.stderr, "is newer" in ran.stderr) == (0, True, True)
    assert _plain(to) == before


def test_3_2_a_killed_copy_is_completed_by_the_next_run(site, tmp_path, monkeypatch):
    to = tmp_path / "clone"
    made = []

    def killed(source, target):
        made.append(target)
        if len(made) == 9:
            raise KeyboardInterrupt
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)

    with monkeypatch.context() as patch:
        patch.setattr("wakebook.records.copying._copied", killed)
        site.publish("--copy", str(to))
    assert not (to / "index.html").exists()
    shutil.rmtree(site.repository.root / "incidents/2026/2026-11-24-new-till")
    assert site.publish("--copy", str(to)).code == 0
    assert _plain(to) == site.files
