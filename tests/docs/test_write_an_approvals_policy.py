"""The policy, the cases and the outputs that the how-to shows are right as they stand."""

import re
from pathlib import Path

import pytest
from tests.conftest import Repository

PAGE = (Path(__file__).parents[2] / "docs/how-to/write-an-approvals-policy.md").read_text("utf-8")
_FILE = re.compile(r"^```yaml (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SAID = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
POLICY = "policies/approvals.yaml"
FILES = dict(_FILE.findall(PAGE))
SEVERITY = "- {kind: severity, at: 2026-11-24T07:00Z, by: user:ana, level: SEV3}\n"
INCIDENT = "incidents/2026/2026-11-23-payments-late"


@pytest.fixture
def shop(tmp_path, wakebook):
    """A new repository with the files of the page in it, but for the last one."""
    root = tmp_path / "mine"
    assert wakebook("init", "mine", cwd=tmp_path).code == 0
    assert len(FILES) == 4
    for path, text in FILES.items():
        (root / path).write_text(text)
    (root / "policies/tests/severe.yaml").unlink()
    return root


def test_the_policy_is_sound_and_does_what_its_cases_say(shop, wakebook):
    said = _SAID.findall(PAGE)
    assert wakebook("check", cwd=shop).stdout == "0 incidents checked: nothing to complain about\n"
    assert wakebook("policy", "test", cwd=shop).stdout == said[0]
    (shop / "policies/tests/severe.yaml").write_text(FILES["policies/tests/severe.yaml"])
    assert wakebook("policy", "test", cwd=shop).code == 0
    question = re.search(
        r"      - name: End of a severe.*?(?=      - name)", FILES[POLICY], re.DOTALL
    )
    (shop / POLICY).write_text(FILES[POLICY].replace(question[0], ""))
    assert wakebook("policy", "test", cwd=shop).stdout == said[1]


def test_what_the_check_is_said_to_find_is_found(shop, wakebook):
    for old, new, code in (
        ("from: [user:ana]", "from: [user:anna]", "WB5211"),
        ("approvals: 1, from: [user:ana]", "approvals: 2, from: [user:ana]", "WB5212"),
        ("SEV1, SEV2", "SEV0, SEV2", "WB5214"),
        ("          all:", "          at_least: 3\n          of:", "WB5213"),
    ):
        assert old in FILES[POLICY]
        (shop / POLICY).write_text(FILES[POLICY].replace(old, new))
        assert code in wakebook("check", cwd=shop).stdout


def test_a_past_closure_reads_as_the_page_says(shop, wakebook, monkeypatch):
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-11-24T08:00:00Z")
    mine = Repository(shop)
    mine.commit("Begin")
    mine.write(f"{INCIDENT}/incident.yaml", "title: Late\nkind: incident\naudience: staff\n")
    mine.commit("Open")
    line = "- {kind: closed, at: 2026-11-24T08:00Z, by: user:ana}\n"
    mine.write(f"{INCIDENT}/timeline/20261124T080000Z-a1.yaml", line)
    mine.write(f"{INCIDENT}/timeline/20261124T070000Z-a1.yaml", SEVERITY)
    mine.commit("Close")
    old = "require: {approvals: 1, from: [group:responders]}"
    mine.write(POLICY, FILES[POLICY].replace(old, old.replace("1", "2")))
    ran = wakebook("policy", "replay", "--since", "HEAD~1", cwd=mine)
    wanted = re.escape(_SAID.findall(PAGE)[2]).replace(r"\.\.\.", "[0-9a-f]{10}")
    assert re.match(wanted, ran.stdout), ran.stdout
