"""What is read of a proposal: whose each path is, what would be wrong, and what judges."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.review.conftest import CLOSED, CLOSED_HEADER, CLOSING, HEADER, OPEN, OPENED, written

from wakebook.flows.review.matters import matter_of, record_of
from wakebook.flows.review.proposal import CODE_OWNERS, Proposal
from wakebook.records.library import Opened
from wakebook.records.tree import WorkTree

pytestmark = pytest.mark.daily(2)

NAME = OPEN.rpartition("/")[2]
OLD = CLOSED.rpartition("/")[2]
HOME = "incidents/2026/x"
LEARNED = "postmortems/2026/x"
LOG = f"{OPEN}/timeline/20261123T150000Z-0001.yaml"
RUNBOOK = "---\ntitle: Restart the till\nowner: group:web\n---\n\n## Mitigation\n\nWhat to do.\n"
UNSIGNED = "- {kind: action, at: unknown, text: Restarted the till.}\n"
TAKEN = "would be taken for the settings of the repository; rename it"
SMALL = Path(__file__).parents[1] / "repos" / "small"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Any:
    root = tmp_path_factory.mktemp("library")
    shutil.copytree(SMALL, root, dirs_exist_ok=True)
    return Opened(WorkTree(root)).library


def proposed(shop: Any, files: dict[str, str | None], base: str = "main") -> Proposal:
    """A change of these files that goes to main."""
    tip, head = shop.git("rev-parse", "main").strip(), written(shop, base, files)
    return Proposal(shop.root, tip, head)


@pytest.mark.parametrize(
    ("path", "record"),
    [
        (f"{HOME}/incident.yaml", ("incidents", "x")),
        (f"{HOME}/timeline/a.yaml", ("incidents", "x")),
        (f"{HOME}/timeline/deep/a.yaml", ("incidents", "x")),
        (f"{HOME}/evidence/a", ("incidents", "x")),
        (f"{HOME}/evidence/deep/a", ("incidents", "x")),
        (f"{HOME}/evidence", None),
        (f"{HOME}/deep/incident.yaml", None),
        (f"{HOME}/notes.md", None),
        (f"{HOME}/evidence/.gitattributes", None),
        ("incidents/.2026/x/incident.yaml", None),
        ("incidents/2026/incident.yaml", None),
        ("incidents/README.md", None),
        (f"{LEARNED}/postmortem.md", ("postmortems", "x")),
        (f"{LEARNED}/actions/a.yaml", ("postmortems", "x")),
        (f"{LEARNED}/actions/deep/a.yaml", None),
        (f"{LEARNED}/incident.yaml", None),
        ("problems/x.yaml", ("problems", "x")),
        ("problems/x.md", None),
        ("problems/deep/x.yaml", None),
        ("runbooks/pool-exhausted.md", ("runbooks", "pool-exhausted")),
        ("runbooks/pool-exhausted.yaml", None),
        ("runbooks/deep/pool-exhausted.md", None),
        ("runbooks/unread.md", None),
        ("policies/severity.yaml", None),
        ("wakebook.yaml", None),
        ("tools/x/incident.yaml", None),
    ],
)
def test_a_path_belongs_to_a_record_or_judges_others(
    library: Any, path: str, record: tuple[str, str] | None
) -> None:
    assert record_of(path, (library, library)) == record


def test_a_runbook_counts_by_its_steps_on_either_side(library: Any) -> None:
    path, name = "runbooks/pool-exhausted.md", "pool-exhausted"
    plain = library.runbooks[name]
    steps = replace(plain, body=f"{plain.body}\n```sh\nrm\n```\n")
    sides = [replace(library, runbooks=known) for known in ({name: plain}, {name: steps}, {})]
    kept, armed, gone = sides

    assert record_of(path, (kept, gone)) == record_of(path, (gone, kept)) == ("runbooks", name)
    assert record_of(path, (gone, gone)) is None
    for pair in ((kept, armed), (armed, kept), (armed, gone), (gone, armed)):
        assert record_of(path, pair) is None


@pytest.mark.parametrize(
    ("top", "name", "called", "components", "did"),
    [
        ("problems", "pool-too-small", "problem pool-too-small", 2, {"problem"}),
        ("runbooks", "pool-exhausted", "runbook pool-exhausted", 2, {"runbook"}),
        ("postmortems", OLD, f"post-mortem of {OLD}", None, {"postmortem", "action"}),
        ("incidents", OLD, OLD, None, {"opened", "closed"}),
    ],
)
def test_a_matter_is_called_by_its_kind_and_knows_both_sides(  # noqa: PLR0917 - a row of a table
    library: Any, top: str, name: str, called: str, components: int | None, did: set[str]
) -> None:
    nothing = {key: {} for key in ("incidents", "postmortems", "actions", "problems", "runbooks")}
    empty = replace(library, **nothing)
    made, gone, same = (
        matter_of(top, name, sides, library.ranks)
        for sides in ((empty, library), (library, empty), (library, library))
    )
    assert {made.id, gone.id, same.id} == {called}
    assert did <= made.transitions
    assert "deleted" in gone.transitions
    if components is not None:
        assert [len(m.components) for m in (made, gone, same)] == [components] * 3
        return
    assert made.was is None
    assert gone.was is not None
    assert (gone.was.id, gone.was.transitions) == (OLD, frozenset())
    assert gone.was.levels == made.levels == {"SEV1", "SEV2"}
    assert made.components == gone.components != frozenset()


def test_what_a_change_touches_is_told_by_record_and_by_path(shop: Any) -> None:
    shop.git("switch", "--quiet", "main")
    shop.write("docs/main.md", "Ahead.\n")
    shop.commit()
    proposal = proposed(
        shop,
        {
            LOG: "- {kind: mitigated, at: 2026-11-23T14:30Z, by: 'user:ana'}\n",
            f"{OPEN}/evidence/a.txt": "a\n",
            "runbooks/till.md": RUNBOOK,
            "problems/pool-too-small.yaml": None,
            f"{CLOSED}/incident.yaml": None,
            "docs/a.md": "a\n",
            "policies/severity.yaml": "",
        },
        base="main~1",
    )
    touched = proposal.touched
    assert [matter.id for matter in touched.matters] == [
        OLD,
        NAME,
        "problem pool-too-small",
        "runbook till",
    ]
    assert touched.governed == ("docs/a.md", "policies/severity.yaml")
    assert not touched.findings
    assert [incident.id for incident in proposal.incidents] == [NAME]
    assert proposal.incidents[0].status == "monitoring"


def test_an_incident_is_not_touched_by_what_is_learned_from_it(shop: Any) -> None:
    action = "title: Give payments a pool of its own\nkind: prevent\nowner: user:ben\n"
    proposal = proposed(shop, {f"postmortems/2026/{OLD}/actions/second.yaml": action})
    assert [matter.id for matter in proposal.touched.matters] == [f"post-mortem of {OLD}"]
    assert proposal.incidents == ()


def test_the_tip_judges(shop: Any) -> None:
    policy = "policies/approvals.yaml"
    proposal = proposed(shop, {policy: None, "catalog/people.yaml": None})
    assert proposal.policy_id == shop.git("rev-parse", f"main:{policy}").strip()
    assert proposal.policy is not None
    assert proposal.roster.members("group:web") == {"user:ana", "user:ben", "user:cleo"}


def test_without_a_policy_there_is_none(shop: Any) -> None:
    shop.git("switch", "--quiet", "main")
    shop.git("rm", "--quiet", "policies/approvals.yaml")
    shop.commit()
    proposal = proposed(shop, {"docs/a.md": "a\n"})
    assert (proposal.policy_id, proposal.policy) == (None, None)


def test_a_change_that_does_not_merge_is_its_conflicts_alone(shop: Any) -> None:
    shop.git("switch", "--quiet", "main")
    shop.write(LOG, UNSIGNED)
    shop.commit()
    proposal = proposed(shop, {LOG: "other\n", "docs/a.md": "a\n"}, base="main~1")

    assert proposal.proposed == proposal.touched
    assert proposal.touched.conflicts == (LOG,)
    assert (proposal.touched.matters, proposal.touched.governed) == ((), ())
    assert proposal.incidents == ()


def test_every_pair_of_files_of_code_owners_is_named(shop: Any) -> None:
    touched = proposed(shop, dict.fromkeys(CODE_OWNERS, "* @ana\n")).touched
    assert set(touched.shadows) == {
        f"{one} and {other} hide one another; keep one of them"
        for one in CODE_OWNERS
        for other in CODE_OWNERS
        if one != other
    }
    assert not proposed(shop, {"docs/CODEOWNERS": "* @ana\n"}).touched.shadows


def test_a_file_that_stands_in_for_one_that_judges_is_named_while_it_is_there(shop: Any) -> None:
    shop.git("switch", "--quiet", "main")
    shop.write("Site/a.md", "a\n")
    shop.commit()
    files = dict.fromkeys(
        [
            ".GitHub/a.yml",
            "Incidents/a",
            "catalog/a.yaml",
            "docs/wakebook.yaml",
            "incidents/2026/a.yaml",
            "incidents/2026/x/wakebook.yaml",
            "problems/z.yaml",
            "runbooks/wakebook.yaml",
            "zoo/a",
        ],
        "a\n",
    )
    assert proposed(shop, {**files, "Site/a.md": None}).touched.shadows == (
        ".GitHub/a.yml is the same as .github to some systems; rename it",
        "Incidents/a is the same as incidents to some systems; rename it",
        f"incidents/2026/x/wakebook.yaml {TAKEN}",
        f"runbooks/wakebook.yaml {TAKEN}",
    )


def wrong(proposal: Proposal) -> list[tuple[str, str]]:
    return sorted({(f.code, f.path) for f in proposal.proposed.findings})


def test_only_new_errors_stop_a_change_and_old_ones_the_end_of_their_record(shop: Any) -> None:
    other = "incidents/2026/2026-11-24-mail-late"
    bad, worse = f"{OPEN}/timeline/20261123T140400Z-bad0.yaml", "runbooks/till.md"
    shop.git("switch", "--quiet", "main")
    shop.write(f"{other}/incident.yaml", HEADER)
    shop.write(f"{other}/timeline/20261124T080000Z-0001.yaml", OPENED + UNSIGNED)
    shop.write("problems/old.yaml", "title: 1\n")
    shop.write(bad, UNSIGNED)
    shop.commit()
    mitigated = "- {kind: mitigated, at: 2026-11-23T14:30Z, by: 'user:ana'}\n"

    assert wrong(proposed(shop, {LOG: mitigated})) == []
    assert wrong(proposed(shop, {LOG: UNSIGNED})) == [("WB4301", LOG)]
    assert wrong(proposed(shop, {worse: "no front matter\n"})) == [("WB0212", worse)]
    end = {LOG: CLOSING, f"{OPEN}/incident.yaml": CLOSED_HEADER}
    assert wrong(proposed(shop, end)) == [("WB4301", bad)]


def test_a_warning_or_what_is_waived_stops_nothing(shop: Any) -> None:
    waiver = "waivers: [{rule: WB4301, reason: It was on paper., by: 'user:ana'}]\n"
    waived = proposed(shop, {LOG: UNSIGNED, f"{OPEN}/incident.yaml": HEADER + waiver})
    assert wrong(waived) == []
    assert {"waived", "appended"} <= waived.proposed.matters[0].transitions

    warned = proposed(shop, {"incidents/2026/notes.txt": "Nothing reads this.\n"})
    assert wrong(warned) == []
