"""Attempts to get past the gate that no row of the threats names."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.review.conftest import OPEN, Judged

Review = Callable[..., Judged]
LINE = "- {{kind: {kind}, at: 2026-11-23T14:30Z, by: '{by}'}}\n"
LOG = f"{OPEN}/timeline/20261123T150000Z-0001.yaml"
RUNBOOK = "---\ntitle: Restart the till\nowner: group:web\n---\n\n## Mitigation\n\nWhat to do.\n"
ASKS = """
      - name: {name}
        on: [{on}]
        when: {when}
        require: {{approvals: 1, from: ["group:web"]}}
"""


@pytest.fixture
def ask(shop: Any, on_main: Callable[..., None]) -> Callable[..., None]:
    """Lets the policy of main ask one more question."""

    def more(name: str, on: str, when: str = "{}") -> None:
        policy = (shop.root / "policies/approvals.yaml").read_text()
        question = ASKS.format(name=name, on=on, when=when)
        on_main({"policies/approvals.yaml": policy.rstrip() + question})

    return more


def asked(verdict: Judged) -> set[str]:
    return {leaf.title for leaf in verdict.leaves if leaf.code == "WB5201"}


def test_an_earlier_line_does_not_change_who_opened_an_incident(
    shop: Any, judged: Review, ask: Callable[..., None]
) -> None:
    ask("Opened by Ana", "resolved", "{opened_by: ['user:ana']}")
    shop.write(
        f"{OPEN}/timeline/20261123T140000Z-0000.yaml", LINE.format(kind="detected", by="user:ben")
    )
    shop.write(LOG, LINE.format(kind="resolved", by="user:ben"))
    shop.commit()

    assert asked(judged()) == {"Opened by Ana"}


def test_nobody_names_all_reviewers_in_a_log_to_choose_the_fallback(
    shop: Any, judged: Review, on_main: Callable[..., None]
) -> None:
    policy = (shop.root / "policies/approvals.yaml").read_text()
    line = '      - {name: X, on: [resolved], require: {approvals: 1, from: ["user:ben"], '
    seat = 'fallback: ["user:cleo"]}}\n'
    on_main({"policies/approvals.yaml": policy.rstrip() + "\n" + line + seat})
    line = LINE.format(kind="role", by="user:ana").rstrip("}\n")
    role = f"{line}, role: scribe, from: none, to: 'user:ben'}}\n"
    shop.write(LOG, LINE.format(kind="resolved", by="user:ana") + role)
    shop.commit()

    assert not judged("--suppose", "approval=cleo").passes
    assert "that ben took part is said by others alone" in judged().sentence("WB5201")
    assert judged("--suppose", "approval=cleo", "--suppose", "approval=ben").passes


def test_who_wrote_the_first_line_down_opened_the_incident_too(
    shop: Any, judged: Review, ask: Callable[..., None], on_main: Callable[..., None]
) -> None:
    ask("Opened by Ben", "resolved", "{opened_by: ['user:ben']}")
    other = "incidents/2026/2026-11-24-mail-late"
    line = LINE.format(kind="declared", by="user:ana").rstrip("}\n")
    on_main(
        {
            f"{other}/incident.yaml": "title: Mail is late\nkind: incident\naudience: staff\n",
            f"{other}/timeline/20261124T080000Z-0001.yaml": f"{line}, reported_by: 'user:ben'}}\n",
        }
    )
    resolved = LINE.format(kind="resolved", by="user:ana")
    shop.write(f"{other}/timeline/20261124T090000Z-0001.yaml", resolved)
    shop.commit()

    assert asked(judged()) == {"Opened by Ben"}


@pytest.mark.parametrize("folder", [OPEN, f"{OPEN}/evidence", f"{OPEN}/timeline"])
def test_settings_in_a_record_stand_in_for_those_of_the_repository(
    shop: Any, judged: Review, folder: str
) -> None:
    shop.write(f"{folder}/wakebook.yaml", "format: 1\n")
    shop.commit()

    assert "WB5207" in judged().codes


@pytest.mark.parametrize(
    "path",
    [
        f"{OPEN}/run.sh",
        f"{OPEN}/tools/x.py",
        "incidents/2026/x/README.md",
        "postmortems/2026/x/setup.py",
    ],
)
def test_a_file_that_no_record_is_made_of_is_for_owners(
    shop: Any, judged: Review, path: str
) -> None:
    shop.write(path, "x\n")
    shop.commit()

    assert asked(judged()) == {f"What judges others: {path}"}


@pytest.mark.parametrize(
    "step",
    [
        "1. First\n\n    ```bash\n    rm -rf /\n    ```\n",
        "- First\n  - Second\n\n      ~~~sh\n      rm\n      ~~~\n",
        "> ```bash\n> rm -rf /\n> ```\n",
        "- ```bash\n  rm\n  ```\n",
    ],
)
def test_steps_within_a_list_or_a_quotation_are_steps(shop: Any, judged: Review, step: str) -> None:
    shop.write("runbooks/till.md", f"{RUNBOOK}\n{step}")
    shop.commit()

    assert asked(judged()) == {"What judges others: runbooks/till.md"}


@pytest.mark.parametrize("path", ["incidents/2026/wakebook.yaml", "Policies/approvals.yaml"])
def test_what_stands_in_for_a_judge_can_be_removed(
    shop: Any, judged: Review, on_main: Callable[..., None], path: str
) -> None:
    on_main({path: "format: 1\n"})
    shop.git("rm", "--quiet", path)
    shop.commit()

    assert judged().codes == {"WB5201"}


def test_a_repository_in_a_test_may_have_settings_of_its_own(shop: Any, judged: Review) -> None:
    shop.write("tests/repos/small/wakebook.yaml", "format: 1\n")
    shop.commit()

    assert judged().codes == {"WB5201"}


def test_a_name_that_is_no_text_is_for_owners_and_refused(shop: Any, judged: Review) -> None:
    scratch = shop.write(".git/scratch", "x\n")
    blob = shop.git("hash-object", "-w", str(scratch)).strip()
    shop.git("update-index", "--add", "--cacheinfo", f"100644,{blob},docs/\udcff.md")
    shop.git("commit", "--quiet", "-m", "Name")

    assert judged().codes == {"WB5201", "WB0002"}


def _with(text: str, line: str) -> str:
    """A record with one more line of its header."""
    return (
        text.replace("---\n", f"---\n{line}\n", 1) if text.startswith("---") else f"{text}{line}\n"
    )


WAIVER = "waivers: [{rule: WB2201, reason: It is short., by: 'user:ana'}]"
POSTMORTEM = "postmortems/2026/2026-10-05-payments-latency"
OTHERS = (
    "problems/pool-too-small.yaml",
    "runbooks/pool-exhausted.md",
    f"{POSTMORTEM}/actions/own-pool.yaml",
)


@pytest.mark.parametrize(
    "case",
    [
        ("audience: restricted", "audience: staff", "A wider audience"),
        ("audience: staff", "audience: public", "A wider audience"),
        ("audience: staff", f"audience: staff\n{WAIVER}", "Exception from a rule"),
    ],
)
def test_a_record_of_any_sort_is_widened_or_excused(
    shop: Any, judged: Review, on_main: Callable[..., None], case: tuple[str, str, str]
) -> None:
    was, now, question = case
    texts = {path: (shop.root / path).read_text() for path in OTHERS}
    on_main({path: _with(text, was) for path, text in texts.items()})
    for path, text in texts.items():
        shop.write(path, _with(text, now))
    shop.commit()

    assert [leaf.title for leaf in judged().leaves].count(question) == len(OTHERS)


@pytest.mark.parametrize(
    "was", ["audience: restricted", "audience: staff\naudiences: {authors: restricted}"]
)
def test_a_post_mortem_or_a_field_of_one_is_widened(
    shop: Any, judged: Review, on_main: Callable[..., None], was: str
) -> None:
    path = f"{POSTMORTEM}/postmortem.md"
    text = (shop.root / path).read_text()
    on_main({path: text.replace("audience: staff", was)})
    shop.write(path, text)
    shop.commit()

    assert "A wider audience" in asked(judged())


def test_a_record_that_is_narrowed_is_not_widened(shop: Any, judged: Review) -> None:
    for path in OTHERS:
        shop.write(path, _with((shop.root / path).read_text(), "audience: restricted"))
    shop.commit()

    assert asked(judged()) == {"What is learned"}


def test_an_origin_is_not_taken_away(
    shop: Any, judged: Review, on_main: Callable[..., None]
) -> None:
    path = "incidents/2026/2026-11-20-vendor/incident.yaml"
    header = "title: The vendor's mail was late\nkind: incident\naudience: public\n"
    log = path.replace("incident.yaml", "timeline/20261120T140000Z-0000.yaml")
    lines = "- {kind: started, at: 2026-11-20T12:00Z}\n- {kind: closed, at: 2026-11-20T14:00Z}\n"
    origin = "origin: {system: statuspage, id: k3x9}\nclosed: {status: closed}\n"
    on_main({path: header + origin, log: lines})
    shop.write(path, f"{header}closed: {{status: closed}}\n")
    shop.commit()

    assert "WB0406" in judged().codes


def test_a_blocking_action_is_not_dropped_for_an_end(
    shop: Any, judged: Review, on_main: Callable[..., None]
) -> None:
    path = f"{POSTMORTEM}/actions/own-pool.yaml"
    text = (shop.root / path).read_text()
    on_main({path: _with(text, "blocking: true")})
    shop.write(path, _with(text.replace("status: open", "status: dropped"), "blocking: true"))
    shop.commit()

    assert asked(judged()) == {"Exception from a rule"}


def test_a_replacement_of_git_does_not_stand_in_for_the_head(
    shop: Any, judged: Review, close: Callable[[], None]
) -> None:
    shop.write(LOG, LINE.format(kind="mitigated", by="user:ana"))
    shop.commit()
    harmless = shop.git("rev-parse", "HEAD").strip()
    close()
    shop.git("replace", "HEAD", harmless)

    assert asked(judged()) == {"End of a record"}


@pytest.mark.parametrize("content", ["asks: [\n", "\t", "a: &a [*a]\n", "%YAML 9\n"])
def test_a_policy_that_nobody_knows_and_that_is_no_yaml_is_a_finding(
    shop: Any, judged: Review, content: str
) -> None:
    shop.write("policies/new.yaml", content)
    shop.commit()

    assert "policies/new.yaml:1" in next(x.sentence for x in judged().leaves if x.code != "WB5201")


def test_a_record_is_taken_for_what_it_is(
    shop: Any, judged: Review, ask: Callable[..., None]
) -> None:
    ask("Only runbooks", "runbook")
    problem = (shop.root / "problems/pool-too-small.yaml").read_text()
    shop.write("problems/zebra.yaml", problem)
    shop.commit()
    assert "WB5207" not in judged().codes
    assert "Only runbooks" not in asked(judged())

    shop.write("runbooks/till.md", RUNBOOK)
    shop.commit()
    assert "Only runbooks" in asked(judged())


@pytest.fixture
def below(repository: Any) -> Callable[[str], Any]:
    """The small shop as a folder of a larger repository, on a branch of its own."""

    def moved(folder: str) -> Any:
        whole = repository("small")
        (whole.root / folder).mkdir()
        for path in list(whole.root.iterdir()):
            if path.name not in (".git", folder):
                path.rename(whole.root / folder / path.name)
        whole.commit("Below")
        whole.git("switch", "--quiet", "--create", "change")
        return whole

    return moved


@pytest.mark.variants(3, every=5)
@pytest.mark.parametrize("path", [".github/workflows/gate.yml", "ops.md", "opus/x", "Makefile"])
@pytest.mark.parametrize("folder", ["ops", "op*", "[o]p"])
def test_what_lies_outside_of_the_records_folder_is_for_owners(
    below: Callable[[str], Any], wakebook: Callable[..., Any], folder: str, path: str
) -> None:
    whole = below(folder)
    whole.write(path, "name: stolen\n")
    whole.write(f"{folder}/docs/x.md", "Beside\n")
    whole.commit("Beside")
    ran = wakebook("review", "--base", "main", cwd=whole.root / folder)
    assert ran.code == 1
    assert f"What judges others: docs/x.md, /{path} " in ran.stdout
    approved = ("review", "--base", "main", "--suppose", "approval=ben")
    assert wakebook(*approved, cwd=whole.root / folder).code == 0

    whole.write(f"{folder}/problems/slow-till.yaml", "title: The till is slow\n")
    whole.commit("Mix")
    assert "(WB5206)" in wakebook(*approved, cwd=whole.root / folder).stdout


def test_names_outside_of_the_records_folder_fit_every_system(
    below: Callable[[str], Any], wakebook: Callable[..., Any]
) -> None:
    whole = below("ops")
    whole.write("docs/a:b.txt", "x\n")
    whole.commit("Beside")
    approved = ("review", "--base", "main", "--suppose", "approval=ben")
    ran = wakebook(*approved, cwd=whole.root / "ops")
    assert "/docs/a:b.txt:1: has ':' in its name" in ran.stdout
    assert ran.stdout.count("(WB0002)") == 1
