"""Cases beside a policy: each says what is to become of a change, and is held to it."""

import json
import shutil
from pathlib import Path

import pytest

from wakebook.records.yaml import read_yaml

ROOT = Path(__file__).parents[2]
CASES = "policies/tests/approvals.yaml"
POLICY = "policies/approvals.yaml"


@pytest.fixture
def judged(small, wakebook):
    """Judges cases by the policy of the small shop; what is said is given back."""

    def judge(text, *words):
        small.write(CASES, text)
        return wakebook("policy", "test", *words, cwd=small)

    return judge


def test_our_own_policy_does_what_its_cases_say(wakebook):
    ran = wakebook("policy", "test", cwd=ROOT)
    assert ran.code == 0, ran.stdout


def test_the_cases_of_a_new_repository_hold_there(tmp_path, wakebook):
    assert wakebook("init", "mine", cwd=tmp_path).code == 0
    ran = wakebook("policy", "test", cwd=tmp_path / "mine")
    assert (ran.code, ran.stdout) == (0, "37 cases checked: nothing to complain about\n")
    assert "example-editors" not in (tmp_path / "mine" / CASES).read_text()


def test_without_a_case_it_says_how_to_write_the_first_one(small, judged, wakebook):
    shutil.rmtree(small.root / "policies/tests")
    ran = wakebook("policy", "test", cwd=small)
    assert (ran.code, "nothing was tested" in ran.stderr) == (0, True)
    first = ran.stderr.splitlines()[-1].removeprefix("wakebook: ")
    ran = judged(f"{first}\n")
    assert (ran.code, ran.stdout, ran.stderr) == (
        0,
        "1 case checked: nothing to complain about\n",
        "",
    )


def test_an_empty_list_is_told_in_our_own_words(judged):
    ran = judged("- {case: x, incident: {did: []}, expect: met}\n")
    assert ran.code == 1
    assert ran.stdout.startswith(
        f"{CASES}:1:29: error WB0303 an empty list stands where something has to be; name at "
        "least one, or leave it out\n"
    )


def test_a_list_that_is_too_long_is_told_in_our_own_words(small, wakebook):
    one = "{approvals: 1, from: [group:web]}"
    nine = f"require: {{any: [{', '.join([one] * 9)}]}}"
    policy = (small.root / POLICY).read_text()
    assert f"require: {one}" in policy
    small.write(POLICY, policy.replace(f"require: {one}", nine, 1))
    ran = wakebook("check", cwd=small)
    assert "a list of 9 stands where at most 8 can stand; change it" in ran.stdout


@pytest.mark.parametrize("number", range(6))
def test_without_any_of_its_questions_a_policy_fails_a_case(small, wakebook, number):
    policy = read_yaml((small.root / POLICY).read_text(), POLICY)
    asks = policy["rules"][0]["asks"]
    assert len(asks) == 6
    asks.pop(number)
    small.write(POLICY, json.dumps(policy))
    ran = wakebook("policy", "test", cwd=small)
    assert ran.code == 1
    assert "WB5210" in ran.stdout


@pytest.mark.parametrize(
    "field",
    ["approvals: 1, from: [group:web], exclude: [author, committers]", "approvals: 1"],
)
def test_a_policy_that_asks_for_more_fails_a_case(small, wakebook, field):
    more = field.replace("approvals: 1", "approvals: 3")
    small.write(POLICY, (small.root / POLICY).read_text().replace(field, more))
    ran = wakebook("policy", "test", cwd=small)
    assert ran.code == 1
    assert " WB5201 " in ran.stdout


def test_what_fails_is_said_with_its_place_what_was_expected_and_the_leaf(judged):
    ran = judged(
        "- case: Ben closes alone\n"
        "  author: user:ben\n"
        "  incident: {did: [closed], severity: [SEV3]}\n"
        "  reviews: [{by: user:ben, says: approved}]\n"
        "  expect: met\n"
    )
    assert ran.code == 1
    assert ran.stdout == (
        "policies/tests/approvals.yaml:5:11: error WB5201 Ben closes alone: met is expected, and "
        "it is waiting; End of a record: 0 of 1 approval by web; ana or cleo can approve; the "
        "approval of ben does not count here: ben proposed the change\n"
        "1 case checked: 1 error; `wakebook explain CODE` tells more\n"
    )


@pytest.mark.parametrize(
    ("expect", "says"),
    [
        ("waiting", "waiting is expected, and it is not-needed: nobody is asked"),
        ("met", "met is expected, and it is not-needed: nobody is asked"),
    ],
)
def test_what_passes_and_should_not_is_a_fault_of_the_policy(judged, expect, says):
    ran = judged(f"- {{case: A line, incident: {{did: [appended]}}, expect: {expect}}}\n")
    assert ran.code == 1
    assert f"error WB5210 A line: {says}" in ran.stdout


def test_a_change_that_waits_for_another_reason_is_told(judged):
    case = "- case: An end\n  incident: {did: [closed], severity: [SEV3]}\n  expect: waiting\n"
    assert judged(case + "  because: WB5201\n").code == 0
    ran = judged(case + "  because: WB5208\n")
    assert (
        ":4:12: error WB5201 An end: WB5208 is expected to be unmet, and it is not;" in ran.stdout
    )


def test_a_case_says_when_an_approval_was_given_up(judged):
    ran = judged(
        "- case: Who approved first asks for changes now\n"
        "  incident: {did: [closed], severity: [SEV3]}\n"
        "  reviews: [{by: user:ana, says: approved}, {by: user:ana, says: changes_requested}]\n"
        "  expect: waiting\n"
        "  because: WB5208\n"
    )
    assert ran.code == 0, ran.stdout


def test_cases_are_judged_by_the_last_rule_or_by_that_of_a_day(small, judged):
    text = (small.root / POLICY).read_text()
    owners = "    owners: {approvals: 1, from: [group:web]}\n"
    asks = "    asks: [{name: A line, on: [appended], require: {approvals: 1, from: [user:ana]}}]\n"
    small.write(POLICY, f"{text}  - from: 2990-01-01\n{owners}{asks}")
    line = "- case: A line\n  incident: {did: [appended]}\n"
    assert judged(line + "  expect: waiting\n").code == 0
    assert judged(line + "  on: 2989-12-31\n  expect: not-needed\n").code == 0


def test_age_owner_and_who_opened_it_are_what_a_policy_can_ask_about(small, judged):
    rule = (
        "    asks:\n"
        "      - {name: Old, on: [edited], when: {older_than: P30D},"
        " require: {approvals: 1, from: [component_owners]}}\n"
        "      - {name: By a vendor, on: [opened], when: {opened_by: [group:web]},"
        " require: {approvals: 1, from: [group:web]}}\n"
    )
    text = (small.root / POLICY).read_text()
    small.write(POLICY, text.partition("    asks:\n")[0] + rule)
    ran = judged(
        "- case: Old and owned\n"
        "  incident: {did: [edited], age: P31D, owner: member:web}\n"
        "  reviews: [{by: member:web, says: approved}]\n"
        "  expect: met\n"
        "- {case: New, incident: {did: [edited], age: P29D}, expect: not-needed}\n"
        "- {case: Theirs, incident: {did: [opened], opened_by: member:web}, expect: waiting}\n"
        "- {case: Ours, incident: {did: [opened], opened_by: system:bot}, expect: not-needed}\n"
    )
    assert ran.code == 0, ran.stdout


def test_the_longest_names_and_the_oddest_times_are_only_odd(small, judged):
    text = (small.root / POLICY).read_text()
    old = "{name: Old, on: [edited], when: {older_than: P99999999999W}"
    rule = f"    asks:\n      - {old}, require: {{approvals: 1, from: [group:web]}}}}\n"
    small.write(POLICY, text.partition("    asks:\n")[0] + rule)
    name = "a" + "b" * 47
    ran = judged(
        "- case: Long ago\n"
        "  incident: {did: [edited], age: P99999999999D}\n"
        f"  author: member:{name}/99\n"
        "  on: 9999-12-30\n"
        f"  reviews: [{{by: member:{name}, says: approved}}]\n"
        "  expect: not-needed\n"
        "- {case: Unknown, paths: [x], on: unknown, expect: waiting}\n"
        "- {case: The first day, paths: [x], on: 0001-01-02, expect: waiting}\n"
    )
    assert (ran.code, ran.stdout) == (0, "3 cases checked: nothing to complain about\n")
    ran = judged("- {case: No name, author: 'member:web.', paths: [x], expect: met}\n")
    assert "WB0303 'member:web.' does not have the form" in ran.stdout


BROKEN = """- case: A word that is none
  incident: {did: [closd]}
  expect: met
- case: It changes nothing
  expect: met
- case: Nobody of that name
  author: user:bem
  incident: {did: [appended]}
  expect: not-needed
- case: No such team
  incident: {did: [appended], took_part: [member:wob/2]}
  expect: not-needed
- case: No account at all
  author: ana
  incident: {did: [appended]}
  expect: not-needed
- case: Nothing is unmet in what is met
  incident: {did: [appended]}
  expect: met
  because: WB5201
- case: It waits in vain
  incident: {did: [appended]}
  expect: waiting
"""


def test_a_broken_case_is_a_finding_of_the_check_and_hides_no_other(small, wakebook, judged):
    ran = judged(BROKEN)
    assert "approvals.yaml:23:11: error WB5210 It waits in vain" in ran.stdout
    assert "approvals.yaml:2:20: error WB0303 'closd'" in ran.stdout
    assert ran.stdout.endswith("3 cases checked: 5 errors; `wakebook explain CODE` tells more\n")
    found = json.loads(wakebook("check", "--format", "json", cwd=small).stdout)["findings"]
    told = {(f["line"], f["column"], f["code"]): f["message"] for f in found}
    assert told.keys() == {
        (2, 20, "WB0303"),
        (4, 3, "WB0303"),
        (7, 11, "WB0501"),
        (11, 43, "WB0501"),
        (14, 11, "WB0303"),
        (17, 3, "WB0303"),
    }
    assert "did you mean 'closed'?" in told[2, 20, "WB0303"]
    assert "it changes nothing; add incident, paths or conflicts" in told[4, 3, "WB0303"]
    assert "user:bem is not in the catalog; did you mean user:ben?" in told[7, 11, "WB0501"]
    assert "group:wob is not in the catalog; did you mean group:web?" in told[11, 43, "WB0501"]
    assert "member:TEAM (one of it, made up)" in told[14, 11, "WB0303"]
    assert "nothing is unmet where met is expected" in told[17, 3, "WB0303"]


def test_every_format_of_the_check_is_there(judged):
    case = "- {case: A line, incident: {did: [appended]}, expect: waiting}\n"
    place = "file=policies/tests/approvals.yaml,line=1,col=55"
    assert judged(case, "--format", "github").stdout.startswith(f"::error {place},title=WB5210")
    sarif = json.loads(judged(case, "--format", "sarif").stdout)
    assert sarif["runs"][0]["results"][0]["ruleId"] == "WB5210"


def test_single_files_can_be_judged(small, wakebook):
    shutil.copy(small.root / CASES, small.root / "policies/tests/other.yaml")
    ran = wakebook("policy", "test", "policies/tests/other.yaml", cwd=small)
    assert ran.stdout.startswith("35 cases checked")
    assert wakebook("policy", "test", "policies", cwd=small).stdout.startswith("70 cases checked")
    ran = wakebook("policy", "test", "policies/approvals.yaml", cwd=small)
    assert ran.code == 2
    assert "there are no cases in policies/approvals.yaml" in ran.stderr


def test_a_file_in_a_folder_below_is_no_case(small, wakebook):
    small.write("policies/tests/more/x.yaml", "[]\n")
    assert "WB0004" in wakebook("check", cwd=small).stdout


_MISSING = "there is no such file; `wakebook init` elsewhere writes one to begin with"


@pytest.mark.parametrize(
    ("path", "spoilt", "says"),
    [
        (POLICY, "\tx: 1\n", f"{POLICY}:1:1: error WB0213 a tab where only spaces indent"),
        (POLICY, "", f"{POLICY}:1:1: error WB0211 the file is empty"),
        (POLICY, None, f"{POLICY}:1:1: error WB5204 {_MISSING}"),
        ("catalog/more.yaml", "\tx: 1\n", "catalog/more.yaml:1:1: error WB0213 a tab"),
    ],
)
def test_what_cannot_judge_is_told_once_and_no_case_is_judged(small, wakebook, path, spoilt, says):
    small.write(path, spoilt or "")
    if spoilt is None:
        (small.root / path).unlink()
    ran = wakebook("policy", "test", cwd=small)
    first, last = ran.stdout.splitlines()
    assert (ran.code, first.startswith(says)) == (1, True), first
    assert last == "0 cases checked: 1 error; `wakebook explain CODE` tells more"


def test_a_mistyped_key_of_the_policy_is_told_where_it_stands(small, wakebook):
    text = (small.root / POLICY).read_text()
    small.write(POLICY, text.replace("owners:", "owner:", 1))
    ran = wakebook("policy", "test", cwd=small)
    assert ran.code == 1
    assert "the key 'owner' is not known here" in ran.stdout
    assert "WB5204" not in ran.stdout
    assert "policies/tests/" not in ran.stdout
