"""Who is asked for what: the lanes of the default policy."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.review.conftest import CLOSED_HEADER, CLOSING, OPEN, Judged

Review = Callable[..., Judged]
_BAD = "- {kind: action, at: unknown, text: Restarted the till.}\n"
LOG = f"{OPEN}/timeline/20261123T150000Z-0001.yaml"


@pytest.mark.parametrize(
    "line",
    [
        "- {kind: observation, at: 2026-11-23T14:30Z, by: 'user:ana', text: Errors go up.}\n",
        "- {kind: mitigated, at: 2026-11-23T14:30Z, by: 'user:ana'}\n",
        "- {kind: resolved, at: 2026-11-23T14:30Z, by: 'user:ana'}\n",
        "- {kind: severity, at: 2026-11-23T14:30Z, by: 'user:ana', level: SEV1}\n",
        (
            "- {kind: role, at: 2026-11-23T14:30Z, by: 'user:ana', role: commander,"
            " from: 'user:ana', to: 'user:ben'}\n"
        ),
    ],
)
def test_the_fast_lane_asks_nobody(shop: Any, judged: Review, line: str) -> None:
    shop.write(LOG, line)
    shop.commit()

    verdict = judged()
    assert verdict.passes
    assert verdict.leaves[-1].sentence == "nobody is asked"


def test_an_unknown_author_does_not_stop_the_fast_lane(shop: Any, judged: Review) -> None:
    shop.write(LOG, "- {kind: observation, at: 2026-11-23T14:30Z, by: 'user:ana', text: Up.}\n")
    shop.git("-c", "user.email=nobody@evil.example", "add", "--all")
    shop.git("commit", "--quiet", "-m", "x", "--author", "N <nobody@evil.example>")

    assert judged().passes


@pytest.mark.parametrize(
    ("line", "ask"),
    [
        ("- {kind: severity, at: 2026-11-23T14:30Z, by: 'user:ana', level: SEV3}\n", "Less severe"),
        ("- {kind: severity, at: 2026-11-23T14:01Z, by: 'user:ana', level: SEV3}\n", "Less severe"),
        ("- {kind: canceled, at: 2026-11-23T14:30Z, by: 'user:ana'}\n", "End of a record"),
        (
            (
                "- {kind: correction, at: 2026-11-23T14:30Z, by: 'user:ana',"
                " corrects: 20261123T140322Z-7f3a#4, retract: true}\n"
            ),
            "Less severe",
        ),
        (
            (
                "- {kind: correction, at: 2026-11-23T14:30Z, by: 'user:ana',"
                " corrects: 20261123T140322Z-7f3a#1, set: {audience: public}}\n"
            ),
            "A wider audience",
        ),
    ],
)
def test_5_2_the_review_lane_asks_somebody(shop: Any, judged: Review, line: str, ask: str) -> None:
    shop.write(LOG, line)
    shop.commit()

    asked = [leaf for leaf in judged().leaves if leaf.code == "WB5201"]
    assert [leaf.title for leaf in asked if leaf.title.startswith(ask)]
    assert "ben or cleo can approve" in asked[0].sentence


def test_5_2_a_closure_waits_and_a_supposition_tells_what_would_help(
    close: Callable[[], None], judged: Review
) -> None:
    close()

    waiting = judged()
    assert waiting.codes == {"WB5201"}
    assert waiting.sentence("WB5201").startswith("0 of 1 approval by web; ben or cleo can approve")
    assert judged("--suppose", "approval=ben").passes
    assert judged("--suppose", " approval = ben ").passes
    assert judged("--suppose", "approval=BEN-shop").passes, "a login, in any letter case"
    assert "ana proposed the change" in judged("--suppose", "approval=ana").sentence("WB5201")
    both = judged("--suppose", "approval=ben", "--suppose", "changes=cleo")
    assert both.codes == {"WB5208"}


@pytest.mark.parametrize("word", ["approval", "approval=", "applause=ben", "approval=nobody"])
def test_a_supposition_that_says_nothing_is_a_usage_error(
    shop: Any, wakebook: Callable[..., Any], word: str
) -> None:
    ran = wakebook("review", "--suppose", word, cwd=shop)

    assert ran.code == 2
    assert ran.stderr.startswith("wakebook: ")


def test_a_mistyped_supposition_is_told_who_is_near(
    shop: Any, wakebook: Callable[..., Any]
) -> None:
    ran = wakebook("review", "--suppose", "approval=bne", cwd=shop)

    assert ran.code == 2
    assert ran.stderr.endswith("is called 'bne'; did you mean ben?\n")


def test_owners_approve_what_judges_others(shop: Any, judged: Review) -> None:
    shop.write("tools/new.py", "print()\n")
    shop.commit()

    assert judged().codes == {"WB5201"}
    assert judged("--suppose", "approval=ben").passes


@pytest.mark.parametrize("step", ["```bash\nrm -rf /\n```\n", "~~~ sh\nrm\n~~~\n"])
def test_a_runbook_with_steps_judges_others(shop: Any, judged: Review, step: str) -> None:
    runbook = (
        "---\ntitle: Restart the till\nowner: group:web\n---\n\n## Mitigation\n\nWhat to do.\n"
    )
    shop.write("runbooks/till.md", f"{runbook}\n{step}")
    shop.commit()

    assert [leaf.title for leaf in judged().leaves] == ["What judges others: runbooks/till.md"]
    shop.write("runbooks/till.md", f"{runbook}\n```text\nonly words\n```\n")
    shop.commit()
    assert [leaf.title for leaf in judged().leaves] == ["What is learned"]


def test_what_was_wrong_before_stops_an_end_and_no_line(
    shop: Any, judged: Review, close: Callable[[], None]
) -> None:
    shop.git("switch", "--quiet", "main")
    shop.write(f"{OPEN}/timeline/20261123T140400Z-bad0.yaml", _BAD)
    shop.commit()
    shop.git("switch", "--quiet", "change")
    shop.git("merge", "--quiet", "main")
    shop.write(LOG, "- {kind: mitigated, at: 2026-11-23T14:30Z, by: 'user:ana'}\n")
    shop.commit()

    assert judged().passes
    close()
    assert "WB4301" in judged("--suppose", "approval=ben").codes


@pytest.mark.parametrize(("depth", "code"), [(1, 3), (2, 1)])
def test_a_clone_that_was_cut_off_knows_too_little(
    shop: Any, close: Callable[[], None], wakebook: Callable[..., Any], depth: int, code: int
) -> None:
    close()
    cut, whole = shop.root.with_name("cut"), shop.root.as_uri()
    shop.git("clone", "--quiet", f"--depth={depth}", "--no-single-branch", whole, str(cut))
    ran = wakebook("review", "--base", "origin/main", cwd=cut)

    assert ran.code == code
    assert "git fetch --unshallow" in ran.stdout + ran.stderr


def test_what_is_merged_already_is_not_said_to_be_ready(shop: Any, judged: Review) -> None:
    shop.git("switch", "--quiet", "main")

    verdict = judged()
    assert verdict.codes == {"WB5202"}
    assert verdict.sentence("WB5202").startswith("base and head are one commit, ")
    shop.write(LOG, "- {kind: mitigated, at: 2026-11-23T14:30Z, by: 'user:ana'}\n")
    shop.commit()
    older = judged("--head", "main~1", "--base", "main").sentence("WB5202")
    assert "already: there is nothing to merge" in older


def test_a_closure_that_was_overtaken_is_advised_to_be_made_anew(
    shop: Any, close: Callable[[], None], judged: Review
) -> None:
    close()
    shop.git("switch", "--quiet", "main")
    line = "- {kind: observation, at: 2026-11-23T14:30Z, by: 'user:ana', text: Up.}\n"
    shop.write(LOG.replace("20261123T15", "20261124T10"), line)
    shop.commit()
    shop.git("switch", "--quiet", "change")

    advice = "make it anew: `wakebook log --undo`, then close it again"
    assert judged().sentence("WB4304").endswith(f"if the closure is not merged yet, {advice}")


def test_the_default_branch_of_the_remote_is_what_a_change_goes_to(
    shop: Any, close: Callable[[], None], wakebook: Callable[..., Any]
) -> None:
    clone = shop.root.with_name("clone")
    shop.git("switch", "--quiet", "main")
    shop.git("clone", "--quiet", shop.root.as_uri(), str(clone))
    shop.git("-C", str(clone), "pull", "--quiet", "origin", "change")
    shop.git("switch", "--quiet", "change")
    close()
    shop.git("-C", str(clone), "pull", "--quiet", "origin", "change")
    ran = wakebook("review", cwd=clone)

    assert ran.code == 1
    assert "End of a record" in ran.stdout


_FIX = "- {{kind: correction, at: 2026-11-23T14:30Z, by: '{0}', corrects: {1}, set: {2}}}\n"


def test_a_level_that_a_correction_gave_counts(shop: Any, judged: Review) -> None:
    shop.git("switch", "--quiet", "main")
    shop.write(LOG, _FIX.format("user:ana", "20261123T140322Z-7f3a#2", "{level: SEV1}"))
    policy = (shop.root / "policies/approvals.yaml").read_text()
    only = policy.replace("on: [closed, canceled, merged]\n        require", _ONLY_SEV1, 1)
    assert only != policy
    shop.write("policies/approvals.yaml", only)
    shop.commit()
    shop.git("switch", "--quiet", "--force-create", "change", "main")
    shop.write(f"{OPEN}/timeline/20261124T090000Z-91bc.yaml", CLOSING)
    shop.write(f"{OPEN}/incident.yaml", CLOSED_HEADER.replace("SEV2", "SEV1"))
    shop.commit()

    assert "WB5201" in judged().codes


_ONLY_SEV1 = "on: [closed, canceled, merged]\n        when: {severity: [SEV1]}\n        require"


def test_a_correction_puts_no_words_into_a_mouth(shop: Any, judged: Review) -> None:
    shop.git("switch", "--quiet", "main")
    shop.write(LOG, "- {kind: observation, at: 2026-11-23T14:30Z, by: 'user:ben', text: Up.}\n")
    shop.commit()
    shop.git("switch", "--quiet", "--force-create", "change", "main")
    fix = _FIX.format("user:ana", "20261123T150000Z-0001#1", "{text: I dropped the table.}")
    shop.write(LOG.replace("-0001", "-0002"), fix)
    shop.commit()

    assert "WB5216" in judged().codes
    assert judged("--suppose", "approval=ben").passes
