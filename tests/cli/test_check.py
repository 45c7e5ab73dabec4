"""``wakebook check``: findings with places, formats, profiles, bases, and exit codes."""

import json
import re
import shutil
from xml.etree import ElementTree as ET

import pytest

from wakebook.records.tree import FOLDERS

INCIDENT = "incidents/2026/2026-10-05-payments-latency"
HEADER = f"{INCIDENT}/incident.yaml"


@pytest.fixture
def broken(small):
    """The small shop with an unknown key in a header and an unknown person in a log."""
    header = (small.root / HEADER).read_text()
    small.write(HEADER, header.replace("kind: incident", "kind: incident\nseverty: SEV1"))
    small.write(
        "incidents/2026/2026-10-19-payments-timeouts/timeline/20261019T160000Z-ffff.yaml",
        "- kind: update\n  at: 2026-10-19T16:00Z\n  by: user:anna\n  text: All is calm.\n",
    )
    return small


def test_a_sound_repository_passes(small, wakebook):
    ran = wakebook("check", cwd=small)
    assert (ran.code, ran.stdout) == (0, "3 incidents checked: nothing to complain about\n")


def test_a_finding_names_file_line_column_code_and_next_step(broken, wakebook):
    ran = wakebook("check", cwd=broken)
    first, second, last = ran.stdout.splitlines()
    assert ran.code == 1
    assert first.startswith(f"{HEADER}:3:1: error WB0301 ")
    assert "remove it" in first
    assert ":3:7: error WB0501 " in second
    assert "user:ana" in second
    assert last.startswith("3 incidents checked: 2 errors")


def test_json_has_the_promised_keys(broken, wakebook):
    told = json.loads(wakebook("check", "--format", "json", cwd=broken).stdout)
    assert set(told) == {"findings", "summary"}
    wanted = {"code", "level", "path", "line", "column", "message", "url"}
    assert [set(finding) for finding in told["findings"]] == [wanted, wanted]
    assert told["summary"] == {"errors": 2, "warnings": 0, "notes": 0, "waived": 0, "checked": 3}
    assert told["findings"][0]["url"].endswith("/rules/wb0301/")


def test_sarif_counts_columns_in_code_points_and_names_each_rule(broken, wakebook):
    told = json.loads(wakebook("check", "--format", "sarif", cwd=broken).stdout)
    (run,) = told["runs"]
    assert (told["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == ["WB0301", "WB0501"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 1}


def test_junit_has_a_case_for_each_finding_and_one_that_passes_without(broken, small, wakebook):
    suites = ET.fromstring(wakebook("check", "--format", "junit", cwd=broken).stdout.encode())
    assert [c.get("classname") for c in suites.iter("testcase")] == ["WB0301", "WB0501"]
    assert len(list(suites.iter("failure"))) == 2
    small.git("checkout", "--quiet", "--force", ".")
    small.git("clean", "--quiet", "-fd")
    suites = ET.fromstring(wakebook("check", "--format", "junit", cwd=small).stdout.encode())
    assert (suites.get("failures"), len(list(suites.iter("testcase")))) == ("0", 1)


def test_github_annotations_cannot_be_forged_by_a_record(small, wakebook):
    hostile = "x%0A::set-env name=PATH::/evil ::error::forged, line=1"
    small.write(
        f"{INCIDENT}/timeline/20261005T110000Z-ffff.yaml",
        f'- kind: "{hostile}"\n  at: 2026-10-05T11:00Z\n  by: user:ana\n',
    )
    lines = wakebook("check", "--format", "github", cwd=small).stdout.splitlines()
    commands = [line for line in lines if line.startswith("::")]
    assert len(commands) == len(lines) == 1
    facts, message = re.fullmatch(r"::error ([^:]*)::(.*)", commands[0]).groups()
    assert f"file={INCIDENT}/timeline/20261005T110000Z-ffff.yaml,line=1,col=9" in facts
    assert "%250A" in message


def test_untrusted_text_never_reaches_a_terminal_raw(small, wakebook):
    small.write(f"policies/\x1b[31m{'x' * 3}.yaml", "schema: x\n")
    small.write(
        f"{INCIDENT}/timeline/20261005T110000Z-ffff.yaml", '- kind: "\\u202eevil"\n  at: 2026\n'
    )
    for kind in ("text", "github", "junit"):
        shown = wakebook("check", "--format", kind, cwd=small).stdout
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", shown)


def test_a_broken_file_hides_no_other(broken, wakebook):
    broken.write("policies/taxonomy.yaml", b"\xff\xfe")
    codes = re.findall(r"WB[0-9]{4}", wakebook("check", cwd=broken).stdout)
    assert {"WB0301", "WB0501", "WB0101"} <= set(codes)


def test_profiles_filter_by_level(small, wakebook):
    small.write("incidents/2026/notes.txt", "x")
    assert wakebook("check", "--profile", "lenient", cwd=small).stdout.count("WB0004") == 0
    ran = wakebook("check", cwd=small)
    assert (ran.code, ran.stdout.count("warning WB0004")) == (0, 1)


def test_a_path_or_an_id_narrows_the_check(broken, wakebook):
    for given in (INCIDENT, HEADER, "2026-10-05-payments-latency"):
        ran = wakebook("check", given, cwd=broken)
        assert re.findall(r"WB[0-9]{4}", ran.stdout) == ["WB0301"]
        assert "1 incident checked" in ran.stdout
    inside = broken.root / INCIDENT / "timeline"
    assert "WB0301" in wakebook("check", "../incident.yaml", cwd=inside).stdout


def test_a_file_that_is_no_record_is_said(small, wakebook):
    small.write("README.md", "Hello\n")
    ran = wakebook("check", "README.md", "wakebook.yaml", cwd=small)
    assert ran.code == 0
    assert ran.stderr.startswith("wakebook: README.md is no record and is not checked; records")
    assert ran.stderr.count("\n") == 1


def test_a_shared_file_can_be_checked_alone(broken, wakebook):
    ran = wakebook("check", "policies/severity.yaml", cwd=broken)
    assert (ran.code, ran.stdout.splitlines()[-1][:19]) == (0, "0 incidents checked")


def test_a_revision_is_checked_as_it_stands_there(broken, wakebook):
    assert wakebook("check", "--rev", "HEAD", cwd=broken).code == 0
    broken.commit("Break it")
    assert wakebook("check", "--rev", "HEAD", cwd=broken).code == 1
    assert wakebook("check", "--rev", "HEAD~1", cwd=broken).code == 0


def test_a_base_narrows_to_what_changed_and_finds_the_same(broken, wakebook):
    whole = json.loads(wakebook("check", "--format", "json", cwd=broken).stdout)
    partly = json.loads(wakebook("check", "--format", "json", "--base", "HEAD", cwd=broken).stdout)
    assert partly["findings"] == whole["findings"]
    assert partly["summary"]["checked"] < 4
    broken.commit("Break it")
    since = wakebook("check", "--format", "json", "--base", "HEAD~1", "--rev", "HEAD", cwd=broken)
    assert json.loads(since.stdout)["findings"] == whole["findings"]


def test_a_changed_policy_judges_every_incident_anew(small, wakebook):
    policy = (small.root / "policies/severity.yaml").read_text()
    small.write("policies/severity.yaml", policy.replace("SEV2", "SEV7"))
    ran = wakebook("check", "--base", "HEAD", cwd=small)
    assert ran.code == 1
    assert "3 incidents checked" in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["check", "nowhere"], 2, "there is no nowhere"),
        (["check", "/etc"], 2, "outside of the repository"),
        (["check", "--rev", "no-such"], 3, ""),
        (["check", "--base", "--evil"], 2, "--base needs a word behind it"),
        (["check", "--format", "yaml"], 2, "yaml is no format; known are text"),
        (["nonsense"], 2, "nonsense is no command"),
        ([], 2, "required"),
        (["-C", "/nowhere", "check"], 2, "no folder"),
        (["-C", "/", "check"], 2, "wakebook init"),
    ],
)
def test_mistakes_have_their_exit_codes_and_say_what_to_do(small, wakebook, arguments, code, says):
    ran = wakebook(*arguments, cwd=small)
    assert ran.code == code
    assert says in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_bug_is_told_without_a_traceback(small, wakebook, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("\x1b[2Jwhat nobody thought of")

    monkeypatch.setattr("wakebook.records.tree.WorkTree.files", fail)
    ran = wakebook("check", cwd=small)
    assert ran.code == 70
    assert "a bug: RuntimeError" in ran.stderr
    assert "\x1b" not in ran.stderr
    assert "Traceback" not in ran.stderr


def test_processes_find_what_one_process_finds(broken, wakebook_process):
    for number in range(700):
        broken.write(
            f"incidents/2025/2025-01-01-{number}/incident.yaml",
            f"title: Number {number}\nkind: notice\naudience: staff\ncolor: {number}\n",
        )
    one = wakebook_process("check", "--no-cache", "--jobs", "1", cwd=broken)
    two = wakebook_process("check", "--no-cache", "--jobs", "2", cwd=broken)
    assert one.stdout == two.stdout
    assert one.stdout.count("WB0301") == 701


@pytest.mark.variants(2, every=3)
@pytest.mark.parametrize("kind", ["text", "json", "github", "sarif", "junit"])
def test_a_file_name_that_is_no_utf_8_is_a_finding_in_every_format(small, wakebook_process, kind):
    (small.root / "runbooks" / b"caf\xe9.md".decode("utf-8", "surrogateescape")).write_text("x")
    ran = wakebook_process("check", "--format", kind, cwd=small)
    assert (ran.code, "WB0002" in ran.stdout) == (1, True), ran.stderr


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        (HEADER, "<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> b\n", "could not merge two"),
        (
            "postmortems/2026-10-05-payments-latency/postmortem.md",
            "x",
            "move it to 'postmortems/2026/",
        ),
        ("policies/severity.yml", "x", "move it to 'policies/severity.yaml'"),
        (
            "postmortems/2026/2026-10-05-payments-latency/postmortem.md",
            "---\nincidents: [2026-10-05-payments-latency]\nauthors: user:ana\n---\n",
            "write [user:ana]",
        ),
    ],
)
def test_the_next_step_is_named(small, wakebook, path, text, told):
    small.write(path, text)
    ran = wakebook("check", cwd=small)
    assert (ran.code, told in ran.stdout) == (1, True), ran.stdout


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_file_where_a_folder_of_records_belongs_is_an_error(small, wakebook, folder):
    shutil.rmtree(small.root / folder)
    small.write(folder, "")
    ran = wakebook("check", cwd=small)
    assert ran.code == 1, ran.stderr
    assert f"{folder}:1:1: error WB0004 stands where the folder {folder}/ belongs" in ran.stdout


def test_a_sparse_checkout_is_no_clean_one(small, wakebook):
    small.git("update-index", "--refresh")
    small.git("sparse-checkout", "set", "catalog", "policies", "runbooks", "problems")
    ran = wakebook("check", cwd=small)
    assert ran.code == 1
    assert f"{HEADER}:1:1: error WB0001 is not in this sparse checkout" in ran.stdout
    assert wakebook("check", "--rev", "HEAD", cwd=small).code == 0


def test_a_repository_behind_a_link_or_without_a_work_tree_takes_paths(small, wakebook, tmp_path):
    (tmp_path / "link").symlink_to(small.root)
    small.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    behind = wakebook("-C", "link", "check", "incidents", cwd=tmp_path)
    bare = wakebook("-C", "bare.git", "check", "--rev", "HEAD", "incidents", cwd=tmp_path)
    assert (behind.code, bare.code) == (0, 0), behind.stderr + bare.stderr
    assert behind.stdout == bare.stdout
    assert wakebook("-C", "link", "fmt", "--check", "incidents", cwd=tmp_path).code == 0
    assert "outside" in wakebook("-C", "link", "check", "..", cwd=tmp_path).stderr


@pytest.mark.parametrize("given", ["nope", ""])
def test_a_revision_that_does_not_exist_is_named(small, wakebook, given):
    ran = wakebook("check", "--base", given, cwd=small)
    assert (ran.code, ran.stderr) == (3, f"wakebook: there is no revision {given!r}\n")
