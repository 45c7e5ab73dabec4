"""``wakebook publish``: what is written, what is left alone, and who may read it."""

import fcntl
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.site.conftest import hostile_shop

pytestmark = pytest.mark.daily(8)

ROOT = Path(__file__).parent.parent.parent
PAYMENTS = "2026/10/2026-10-05-payments-latency/index.html"


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "build.json"
    }


def _page(repository: Any, path: str) -> str:
    return (repository.root / "build" / "site" / path).read_text(encoding="utf-8")


def test_equal_input_gives_equal_bytes(small: Any, wakebook: Callable[..., Any]) -> None:
    for folder in ("one", "two"):
        assert wakebook("publish", "--to", folder, cwd=small).code == 0

    first, second = (_digests(small.root / name / "site") for name in ("one", "two"))
    assert len(first) > 50
    assert first == second


def test_a_second_run_writes_nothing(small: Any, wakebook: Callable[..., Any]) -> None:
    wakebook("publish", cwd=small)
    site = small.root / "build" / "site"
    before = {p: p.stat().st_mtime_ns for p in site.rglob("*") if p.name != "build.json"}
    again = wakebook("publish", cwd=small)

    assert ", 0 made:" in again.stdout
    after = {p: p.stat().st_mtime_ns for p in site.rglob("*") if p.name != "build.json"}
    assert after == before


def test_a_change_makes_only_the_pages_that_show_it(
    small: Any, wakebook: Callable[..., Any]
) -> None:
    wakebook("publish", cwd=small)
    before = _digests(small.root / "build" / "site")
    header = small.root / "incidents/2026/2026-10-05-payments-latency/incident.yaml"
    header.write_text(header.read_text().replace("autumn sale", "winter sale"))
    wakebook("publish", cwd=small)

    after = _digests(small.root / "build" / "site")
    changed = {path for path in after if after[path] != before.get(path)}
    assert f"incidents/{PAYMENTS}" in changed
    assert f"postmortems/{PAYMENTS}" in changed
    assert "index.html" in changed
    assert "incidents/2026/11/2026-11-02-edge-upgrade/index.html" not in changed
    assert "winter sale" in _page(small, f"incidents/{PAYMENTS}")
    fresh = wakebook("publish", "--to", "fresh", cwd=small)
    assert fresh.code == 0
    assert after == _digests(small.root / "fresh" / "site")


def test_a_removed_record_leaves_nothing_behind(small: Any, wakebook: Callable[..., Any]) -> None:
    wakebook("publish", cwd=small)
    for top in ("incidents", "postmortems"):
        shutil.rmtree(small.root / top / "2026/2026-10-05-payments-latency")
    done = wakebook("publish", cwd=small)
    wakebook("publish", "--to", "fresh", cwd=small)

    assert "removed" in done.stdout
    assert _digests(small.root / "build" / "site") == _digests(small.root / "fresh" / "site")
    assert _digests(small.root / "build" / "docs") == _digests(small.root / "fresh" / "docs")


def test_a_revision_gives_the_pages_of_its_work_tree(
    small: Any, wakebook: Callable[..., Any]
) -> None:
    wakebook("publish", cwd=small)
    wakebook("publish", "--rev", "HEAD", "--to", "revision", cwd=small)

    assert _digests(small.root / "build" / "site") == _digests(small.root / "revision" / "site")


def test_one_file_says_when_and_from_what_it_was_built(
    small: Any, wakebook: Callable[..., Any]
) -> None:
    wakebook("publish", "--rev", "HEAD", cwd=small)
    build = json.loads(_page(small, "build.json"))

    assert small.git("rev-parse", "HEAD").startswith(build["revision"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", build["built_at"])
    assert build["audience"] == "staff"
    assert build["incidents"] == 3


def _board(folder: Path) -> str:
    page = (folder / "build/site/index.html").read_text(encoding="utf-8")
    return " ".join(re.sub("<[^>]+>", " ", _article(page)).split())


def test_the_first_board_of_a_new_repository_makes_sense(
    tmp_path: Path, wakebook: Callable[..., Any]
) -> None:
    mine = tmp_path / "mine"
    assert wakebook("init", "mine", cwd=tmp_path).code == 0
    assert wakebook("publish", cwd=mine).code == 0
    assert "No incident has been recorded" in _board(mine)
    assert not re.search("per month|1999|2000|unknown", _board(mine))
    stamp = json.loads((mine / "build/site/build.json").read_text())
    assert stamp["revision"] == "files not yet committed"

    assert wakebook("new", "It burns", "--severity", "SEV1", "--no-commit", cwd=mine).code == 0
    assert wakebook("publish", cwd=mine).code == 0
    assert "1 record in all" in _board(mine)
    assert "unknown" not in _board(mine)
    (page,) = (mine / "build/site/incidents").glob("20*/*/*/index.html")
    assert "Final" not in page.read_text()
    assert "1 record<" in (mine / "build/site/incidents/index.html").read_text()


def test_what_others_ran_owes_us_no_postmortem_and_keeps_the_words_of_its_page(
    small: Any, wakebook: Callable[..., Any]
) -> None:
    for name, origin in (("ours", ""), ("theirs", "origin: {system: statuspage, id: x1}\n")):
        folder = f"incidents/2026/2026-11-20-{name}"
        header = f"title: It was {name}\nkind: incident\naudience: staff\n{origin}"
        small.write(f"{folder}/incident.yaml", header)
        small.write(
            f"{folder}/timeline/20261120T120000Z-history.yaml",
            "- {kind: declared, at: 2026-11-20T10:00Z, by: user:ana}\n"
            "- {kind: severity, at: 2026-11-20T10:00Z, by: user:ana, level: SEV1}\n"
            "- kind: update\n  at: 2026-11-20T10:05Z\n  by: user:ana\n  text: We look.\n"
            "  as_written: 'investigating; Nov 20, 11:05 CET'\n"
            "- {kind: resolved, at: 2026-11-20T11:00Z, by: user:ana}\n",
        )
    assert wakebook("publish", cwd=small).code == 0

    missing = _board(small.root).partition("Post-mortem missing")[2].partition("Latest")[0]
    assert "It was ours" in missing
    assert "It was theirs" not in missing
    page = _page(small, "incidents/2026/11/2026-11-20-theirs/index.html")
    assert "<strong>Update: Investigating</strong>" in page
    assert "<dt>As written</dt><dd>Nov 20, 11:05 CET</dd>" in page


def _canary(repository: Any, audience: str, word: str) -> None:
    folder = f"incidents/2026/2026-11-21-{word}"
    repository.write(
        f"{folder}/incident.yaml",
        f"title: {word} title\nkind: incident\naudience: {audience}\ncomponents: [payments]\n"
        f"summary: {word} summary\ntags: [{word}-tag]\n",
    )
    repository.write(
        f"{folder}/timeline/20261121T100000Z-a001.yaml",
        "- kind: declared\n  at: 2026-11-21T10:00Z\n  by: user:ana\n"
        f"- kind: observation\n  at: 2026-11-21T10:01Z\n  by: user:ana\n  text: {word} entry\n",
    )
    repository.write(
        f"postmortems/2026/2026-11-21-{word}/postmortem.md",
        f"---\nincidents: [2026-11-21-{word}]\nauthors: [user:ana]\naudience: {audience}\n---\n\n"
        f"## Summary\n\n{word} lesson\n",
    )
    repository.write(
        "incidents/2026/2026-10-05-payments-latency/timeline/20261121T110000Z-link.yaml",
        "- kind: link\n  at: 2026-11-21T11:00Z\n  by: user:ana\n  rel: follow_up_of\n"
        f"  to: 2026-11-21-{word}\n",
    )


def _bytes(folder: Path) -> bytes:
    return b"\n".join(
        str(path).encode() + path.read_bytes() for path in folder.rglob("*") if path.is_file()
    )


@pytest.mark.parametrize(
    ("audience", "level"), [("staff", "restricted"), ("public", "staff"), ("public", "restricted")]
)
def test_6_6_nothing_of_a_narrower_record_is_published(
    small: Any, wakebook: Callable[..., Any], audience: str, level: str
) -> None:
    _canary(small, level, "quagga")
    known = f"title: quagga cause\nstate: known_error\naudience: {level}\ndescription: quagga\n"
    small.write("problems/quagga.yaml", f"{known}workaround: quagga\n")
    head = f"---\ntitle: quagga steps\nowner: group:web\naudience: {level}\n---\n"
    small.write("runbooks/quagga.md", f"{head}\n## Steps\n\nquagga\n")
    action = (
        f"title: quagga item\nowner: user:ana\ndue: 2027-01-31\nkind: train\naudience: {level}\n"
    )
    small.write("postmortems/2026/2026-10-05-payments-latency/actions/quagga.yaml", action)
    assert wakebook("publish", "--audience", audience, cwd=small).code == 0

    for folder in ("site", "docs", "work/search"):
        assert b"quagga" not in _bytes(small.root / "build" / folder)


def test_the_public_is_not_told_who_approves_what(small: Any, wakebook: Callable[..., Any]) -> None:
    policy = small.root / "policies" / "approvals.yaml"
    policy.write_text(policy.read_text().replace("End of a record", "The quagga rests"))
    wakebook("publish", cwd=small)
    assert b"quagga" in _bytes(small.root / "build" / "site")
    wakebook("publish", "--audience", "public", cwd=small)

    for folder in ("site", "docs", "work/search"):
        assert b"quagga" not in _bytes(small.root / "build" / folder)


def test_public_pages_do_not_depend_on_restricted_records(
    small: Any, wakebook: Callable[..., Any]
) -> None:
    """Threats, P12: changing a restricted record changes no public byte."""
    wakebook("publish", "--audience", "public", cwd=small)
    before = _digests(small.root / "build" / "site")
    _canary(small, "restricted", "quagga")
    wakebook("publish", "--audience", "public", cwd=small)

    assert _digests(small.root / "build" / "site") == before


def test_6_6_a_record_that_becomes_restricted_disappears_everywhere(
    small: Any, wakebook: Callable[..., Any]
) -> None:
    _canary(small, "staff", "quagga")
    wakebook("publish", cwd=small)
    assert b"quagga" in _bytes(small.root / "build" / "site")
    header = small.root / "incidents/2026/2026-11-21-quagga/incident.yaml"
    header.write_text(header.read_text().replace("audience: staff", "audience: restricted"))
    wakebook("publish", cwd=small)

    for folder in ("site", "docs", "work/search"):
        assert b"quagga" not in _bytes(small.root / "build" / folder)


@pytest.mark.thorough
def test_another_audience_starts_from_nothing(small: Any, wakebook: Callable[..., Any]) -> None:
    wakebook("publish", cwd=small)
    wakebook("publish", "--audience", "public", cwd=small)
    wakebook("publish", "--audience", "public", "--to", "fresh", cwd=small)

    assert _digests(small.root / "build" / "site") == _digests(small.root / "fresh" / "site")


def _mkdocs(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "NO_MKDOCS_2_WARNING": "1", "HOME": str(folder)},
    )


def _article(page: str) -> str:
    found = re.search(r"<article[^>]*>(.*?)</article>", page, re.DOTALL)
    assert found
    return "\n".join(line.strip() for line in found[1].strip().splitlines())


def test_mkdocs_makes_the_same_articles_of_the_same_files(
    tmp_path: Path, wakebook: Callable[..., Any]
) -> None:
    """The published pages are ours, but plain MkDocs builds the same folder, hostile or not."""
    root = hostile_shop(tmp_path / "shop")
    shutil.copytree(ROOT / "site", root / "site")
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    assert wakebook("publish", cwd=root).code == 0
    built = _mkdocs(root, "build", "--quiet", "--site-dir", "plain")

    assert built.returncode == 0, built.stderr
    ours = {p.relative_to(root / "build/site") for p in (root / "build/site").rglob("index.html")}
    assert len(ours) > 50
    for path in sorted(ours):
        page = (root / "build/site" / path).read_text(encoding="utf-8")
        plain = (root / "plain" / path).read_text(encoding="utf-8")
        assert _article(page) == _article(plain), path
    assert (root / "plain/search/search_index.json").stat().st_size > 10_000


def test_the_settings_keep_mkdocs_away_from_the_source() -> None:
    """MkDocs' default output has the name of our source and would delete it."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")

    assert re.search(r"^docs_dir: build/docs$", settings, re.MULTILINE)
    assert re.search(r"^site_dir: build/site$", settings, re.MULTILINE)
    assert re.search(r"^  font: false$", settings, re.MULTILINE)


def test_no_file_of_the_site_names_another_host(small: Any, wakebook: Callable[..., Any]) -> None:
    wakebook("publish", cwd=small)
    loads = re.compile(
        r"""<(?:script|link|img)[^>]+(?:src|href)=["']?https?:|url\(["']?https?:|@import"""
    )

    for path in (small.root / "build" / "site").rglob("*"):
        if path.suffix in (".html", ".css"):
            assert not loads.search(path.read_text(encoding="utf-8")), path


def test_a_folder_with_other_files_is_never_touched(small, wakebook):
    small.write("notes/docs/keep.md", "mine")
    whys = {
        "notes": "holds files that were not published",
        ".": "holds files that git tracks",
        "incidents": "is a place for records",
        ".git": "belongs to git",
    }
    for target, why in whys.items():
        ran = wakebook("publish", "--to", target, cwd=small)
        assert (ran.code, why in ran.stderr) == (3, True)
    assert (small.root / "notes/docs/keep.md").read_text() == "mine"
    assert small.git("status", "--porcelain") == "?? notes/\n"


def test_two_runs_do_not_make_one_knowledge_base(small, wakebook):
    assert wakebook("publish", cwd=small).code == 0
    with small.root.joinpath("build", "work", "lock").open("r+") as held:
        fcntl.flock(held.fileno(), fcntl.LOCK_EX)
        ran = wakebook("publish", cwd=small)
    assert (ran.code, "is being published by another run" in ran.stderr) == (3, True)
    assert wakebook("publish", cwd=small).code == 0


def test_what_is_withdrawn_after_an_interrupted_run_is_gone(small, wakebook, monkeypatch):
    header = "incidents/2026/2026-10-05-payments-latency/incident.yaml"
    text = (small.root / header).read_text()
    assert wakebook("publish", "--audience", "public", cwd=small).code == 0
    small.write(header, text.replace("Payments were slow", "Said too early"))

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("wakebook.cli._publication.Publication._search", fail)
        assert wakebook("publish", "--audience", "public", cwd=small).code == 3
    small.write(header, text)
    assert wakebook("publish", "--audience", "public", cwd=small).code == 0
    pages = (small.root / "build").rglob("*.*")
    assert not [p for p in pages if p.is_file() and b"Said too early" in p.read_bytes()]


def _break(small: Any, path: str) -> None:
    file = small.root / path
    file.write_text(f"{file.read_text() if file.exists() else ''}bad: [\n")


PAYMENTS_FOLDER = "incidents/2026/2026-10-05-payments-latency"


@pytest.mark.parametrize("name", ["incident.yaml", "timeline/20261121T120000Z-b001.yaml"])
def test_an_incident_that_cannot_be_read_is_told_and_never_taken_for_resolved(
    small: Any, wakebook: Callable[..., Any], name: str
) -> None:
    wakebook("publish", cwd=small)
    _break(small, f"{PAYMENTS_FOLDER}/{name}")
    for _ in range(2):
        done = wakebook("publish", cwd=small)
        assert done.code == 1
        assert re.search(rf"^{PAYMENTS_FOLDER}/{name}:\d+: WB\d{{4}} ", done.stderr, re.MULTILINE)
        assert "1 record that cannot be read" in done.stderr
        assert ", 1 record missing: " in done.stdout

    for path in ("index.html", "incidents/index.html"):
        assert "1 record cannot be read and is not shown here" in _page(small, path)
        assert "Nothing is open" not in _page(small, path)
    assert not (small.root / "build/site/incidents" / PAYMENTS).exists()
    assert (small.root / "build/site/incidents/2026/11/2026-11-02-edge-upgrade").exists()
    assert json.loads(_page(small, "build.json"))["unreadable"] == 1


def test_5_3_a_page_says_how_many_runs_of_a_check_passed(
    small: Any, wakebook: Callable[..., Any]
) -> None:
    small.write(
        f"{PAYMENTS_FOLDER}/timeline/20261122T120000Z-b002.yaml",
        "- kind: verification\n  at: 2026-11-22T12:00Z\n  by: user:ana\n  check: till\n"
        "  result: failed\n  passes: 0\n  of: 3\n",
    )
    wakebook("publish", cwd=small)
    page = re.sub(r"<[^>]*>", " ", _page(small, f"incidents/{PAYMENTS}"))
    assert "Runs that passed 0 of 3" in " ".join(page.split())


def test_without_its_settings_nothing_is_published(
    small: Any, wakebook: Callable[..., Any]
) -> None:
    wakebook("publish", cwd=small)
    before = _digests(small.root / "build" / "site")
    _break(small, "wakebook.yaml")
    done = wakebook("publish", cwd=small)

    told = "wakebook.yaml cannot be read, so nothing is published: wakebook check wakebook.yaml"
    assert (done.code, told in done.stderr) == (1, True)
    assert _digests(small.root / "build" / "site") == before


def test_a_mended_incident_comes_back(small: Any, wakebook: Callable[..., Any]) -> None:
    header = small.root / PAYMENTS_FOLDER / "incident.yaml"
    text = header.read_text()
    _break(small, f"{PAYMENTS_FOLDER}/incident.yaml")
    assert wakebook("publish", cwd=small).code == 1
    header.write_text(text)

    assert wakebook("publish", cwd=small).code == 0
    assert "cannot be read" not in _page(small, "index.html")
    assert (small.root / "build/site/incidents" / PAYMENTS).exists()


@pytest.mark.parametrize(
    ("link", "leads"),
    [("site/pages/env.md", "/proc/self/environ"), ("site/theme/assets", "/etc"), ("site", "/etc")],
)
def test_a_site_is_not_made_of_links(small: Any, wakebook: Callable[..., Any], link, leads) -> None:
    for name in ("site", "mkdocs.yml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, small.root / name)
    place = small.root / link
    if place.is_dir():
        place.rename(small.root / "elsewhere")
        leads = str(small.root / "elsewhere") if link == "site" else leads
    place.symlink_to(leads)
    ran = wakebook("publish", cwd=small)
    assert ran.code == 3
    assert f"{link} is a symbolic link" in ran.stderr


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("mkdocs.yml", "site_name: [", "mkdocs.yml"),
        ("mkdocs.yml", "theme: nosuch", "mkdocs.yml"),
        ("site/theme/main.html", "<main>", "site/theme/main.html"),
        ("site/templates/board.md.j2", "x\n{% for", "site/templates/board.md.j2:2:"),
        ("site/templates/board.md.j2", "{{ 1 / 0 }}", "site/templates/board.md.j2: ZeroDivision"),
        ("site/templates/board.md.j2", None, "site/templates/board.md.j2 is missing"),
        ("site/pages/bad.md", b"\xff", "site/pages/bad.md is no UTF-8"),
    ],
)
def test_a_broken_file_of_the_site_is_named(
    small: Any, wakebook: Callable[..., Any], file: str, text: Any, told: str
) -> None:
    shutil.copytree(ROOT / "site", small.root / "site")
    shutil.copy(ROOT / "mkdocs.yml", small.root)
    if text is None:
        (small.root / file).unlink()
    else:
        small.write(file, text)
    ran = wakebook("publish", cwd=small)
    assert (ran.code, told in ran.stderr) == (1, True), ran.stderr


@pytest.mark.thorough
def test_hostile_prose_is_published_at_once(small: Any, wakebook_process: Any) -> None:
    postmortem = small.root / "postmortems/2026/2026-10-05-payments-latency/postmortem.md"
    text = postmortem.read_text()
    fence = "```amdgpu\n" + "a" * 11_000 + "\n\n" + "a" * 11_000 + "\n```\n"
    postmortem.write_text(text + fence + "## Summary\n\nx\n" * 40_000)
    assert wakebook_process("publish", cwd=small).code == 0


@pytest.mark.parametrize("planted", ["out/a b/site/evil.html", "out/a b/site"])
def test_a_folder_that_came_with_a_commit_is_not_published_into(
    small: Any, wakebook: Callable[..., Any], tmp_path: Path, planted: str
) -> None:
    small.write("out/a b/.published-by-wakebook", "")
    if planted.endswith("site"):
        (small.root / planted).symlink_to(tmp_path / "victim")
    else:
        small.write(planted, "<script>alert(1)</script>")
    small.git("add", "out")
    small.commit("Plant it")
    ran = wakebook("publish", "--to", "out/a b", cwd=small)
    assert ran.code == 3
    assert "git rm -r --cached 'out/a b'" in ran.stderr
    assert not (tmp_path / "victim").exists()


def test_the_public_pages_say_nothing_of_a_record_that_cannot_be_read(
    small: Any, wakebook: Callable[..., Any]
) -> None:
    _canary(small, "restricted", "quagga")
    wakebook("publish", "--audience", "public", cwd=small)
    before = _digests(small.root / "build" / "site")
    _break(small, "incidents/2026/2026-11-21-quagga/incident.yaml")

    assert wakebook("publish", "--audience", "public", cwd=small).code == 1
    assert _digests(small.root / "build" / "site") == before
    assert b"quagga" not in _bytes(small.root / "build" / "site")
    assert json.loads(_page(small, "build.json"))["unreadable"] == 0


def test_a_broken_postmortem_or_runbook_hides_no_incident(
    small: Any, wakebook: Callable[..., Any]
) -> None:
    small.write(
        "postmortems/2026/2026-10-05-payments-latency/postmortem.md", "---\nincidents: [\n---\n"
    )
    small.write("runbooks/broken.md", "---\ntitle: [\n---\n")
    done = wakebook("publish", cwd=small)

    assert done.code == 1
    assert "runbooks/broken.md:" in done.stderr
    assert "2 records cannot be read and are not shown here" in _page(small, "index.html")
    assert (small.root / "build/site/incidents" / PAYMENTS).exists()


@pytest.mark.parametrize("command", ["publish", "serve"])
def test_without_the_extra_packages_the_next_step_is_said(
    small: Any, wakebook: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setitem(sys.modules, "mkdocs", None)
    done = wakebook(command, cwd=small)

    assert done.code == 3
    assert "pip install 'wakebook[site]'" in done.stderr


def test_6_4_a_runbook_tells_what_it_was_used_for_and_what_incidents_taught_it(
    small: Any, wakebook: Callable[..., Any]
) -> None:
    wakebook("new", "Mail is late", "--slug", "mail", "--component", "payments", cwd=small)
    wakebook("log", "--runbook", "pool-exhausted", "Stopped the import", cwd=small)
    incident = next(small.root.glob("incidents/*/*-mail")).name
    small.write(
        f"postmortems/{incident[:4]}/{incident}/actions/say-how.yaml",
        "title: Say how to find the import\nowner: user:ben\ndue: 2027-01-31\nkind: document\n"
        "status: done\nchanges: [runbooks/pool-exhausted.md, 'https://wiki.example/pools']\n",
    )
    wakebook("publish", cwd=small)

    runbook = _page(small, "runbooks/pool-exhausted/index.html")
    used, taught = runbook.partition('id="used"')[2].split('id="lessons"')
    assert "Mail is late" in used
    assert "Say how to find the import" in taught
    component = _page(small, "components/payments/index.html").partition('id="lessons"')[2]
    assert "Say how to find the import" in component
    assert 'href="../../runbooks/pool-exhausted/"' in component
    assert 'href="https://wiki.example/pools"' in component


def test_6_4_what_an_action_changes_names_no_runbook_above_its_readers(
    small: Any, wakebook: Callable[..., Any]
) -> None:
    body = (
        "---\ntitle: Find the mole\nowner: group:web\naudience: restricted\n---\n\n## Steps\n\nx\n"
    )
    small.write("runbooks/find-the-mole.md", body)
    incident = "2026-10-05-payments-latency"
    small.write(
        f"postmortems/2026/{incident}/actions/look.yaml",
        "title: Look after it\nowner: user:ben\ndue: 2026-11-30\nkind: document\nstatus: done\n"
        "changes: [runbooks/find-the-mole.md]\n",
    )
    wakebook("publish", cwd=small)

    site = small.root / "build" / "site"
    page = (site / f"postmortems/{PAYMENTS}").read_text()
    assert "Look after it" in page
    assert all("mole" not in p.read_text() for p in site.rglob("*.html"))
