"""Policy, paths and git trees: the rows B1 to B12 of the threats, on real git repositories."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.review.conftest import CLOSED, HEADER, OPEN, Judged, written

pytestmark = pytest.mark.daily(3)

Review = Callable[..., Judged]
Close = Callable[[], None]
POLICY = "policies/approvals.yaml"


def _blob(shop: Any, mode: str, path: str, content: str = "x\n") -> None:
    """Stage a tree entry as no file system would have to hold it."""
    scratch = shop.write(".git/scratch", content)
    blob = shop.git("hash-object", "-w", str(scratch)).strip()
    if mode == "160000":
        blob = shop.git("rev-parse", "HEAD").strip()
    shop.git("update-index", "--add", "--cacheinfo", f"{mode},{blob},{path}")
    shop.git("commit", "--quiet", "-m", "Stage")


def test_b1_a_policy_and_a_closure_in_one_change(shop: Any, judged: Review, close: Close) -> None:
    text = (shop.root / POLICY).read_text()
    shop.write(POLICY, text[: text.index("    asks:")])
    close()

    verdict = judged("--suppose", "approval=ben")
    assert "WB5206" in verdict.codes
    assert {"End of a record"} <= {leaf.title for leaf in verdict.leaves}, "judged by the base"


@pytest.mark.parametrize("path", ["catalog/more.yaml", POLICY, "wakebook.yaml"])
def test_b1_people_and_settings_count_as_policy(
    shop: Any, judged: Review, close: Close, path: str
) -> None:
    file = shop.root / path
    shop.write(path, (file.read_text() if file.exists() else "") + "# more\n")
    close()

    assert "WB5206" in judged("--suppose", "approval=ben").codes


def test_b1_a_member_whom_the_change_adds_cannot_approve(
    shop: Any, judged: Review, wakebook: Callable[..., Any]
) -> None:
    people = shop.root / "catalog" / "people.yaml"
    person = (
        "---\napiVersion: backstage.io/v1alpha1\nkind: User\nmetadata: {name: dan}\n"
        "spec: {memberOf: [web]}\n"
    )
    people.write_text(people.read_text() + person)
    shop.commit()

    assert not judged().passes
    assert "called 'dan'" in wakebook("review", "--suppose", "approval=dan", cwd=shop).stderr


def test_b2_a_second_file_of_code_owners(shop: Any, judged: Review, close: Close) -> None:
    shop.git("switch", "--quiet", "main")
    shop.write(".github/CODEOWNERS", "* @owner\n")
    shop.commit()
    shop.git("switch", "--quiet", "change")
    shop.git("merge", "--quiet", "main")
    shop.write("CODEOWNERS", "* @attacker\n")
    shop.commit()
    assert "hide one another" in judged("--suppose", "approval=ben").sentence("WB5207")

    close()
    assert {"WB5206", "WB5207"} <= judged("--suppose", "approval=ben").codes


@pytest.mark.parametrize("path", ["Policies/approvals.yaml", "incidents/2026/wakebook.yaml"])
def test_b2_a_file_that_some_systems_take_for_another(shop: Any, judged: Review, path: str) -> None:
    shop.write(path, "format: 1\n")
    shop.commit()

    assert "WB5207" in judged("--suppose", "approval=ben").codes


def test_b3_a_record_is_deleted(shop: Any, judged: Review) -> None:
    shop.git("rm", "-qr", OPEN)
    shop.commit()

    assert "WB4303" in judged("--suppose", "approval=ben").codes


def test_b3_a_record_is_moved_out_and_closed(shop: Any, judged: Review) -> None:
    shop.git("mv", OPEN, "archive")
    shop.commit()

    assert {"WB4303", "WB5206"} <= judged("--suppose", "approval=ben").codes


def test_b3_a_record_is_renamed_so_that_nothing_reads_it(shop: Any, judged: Review) -> None:
    shop.git("mv", f"{OPEN}/incident.yaml", f"{OPEN}/incident.yaml.txt")
    shop.commit()

    assert "WB4303" in judged("--suppose", "approval=ben").codes


def test_b3_a_rename_is_a_removal_and_an_addition(shop: Any, judged: Review) -> None:
    other = "incidents/2026/2026-11-23-checkout-slow"
    shop.git("mv", OPEN, other)
    shop.commit()
    plain = judged()
    shop.write(f"{other}/incident.yaml", HEADER.replace("errors", "many kinds of errors"))
    shop.commit()
    rewritten = judged()

    assert "WB4303" in plain.codes
    assert rewritten.codes == plain.codes


@pytest.mark.parametrize(
    "text",
    [
        "schema: approvals\nowner: group:web\nowner: group:web\n",
        "schema: approvals\nunknown: key\n",
        None,
        "approvals: 0\n",
        "approvals: -1\n",
    ],
)
def test_b4_a_policy_that_cannot_be_read_stops_everything(
    shop: Any, judged: Review, close: Close, text: str | None
) -> None:
    shop.git("switch", "--quiet", "main")
    good = (shop.root / POLICY).read_text()
    if text is None:
        (shop.root / POLICY).unlink()
    elif text.startswith("approvals: "):
        shop.write(POLICY, good.replace("approvals: 1", text.strip()))
    else:
        shop.write(POLICY, text)
    shop.commit()
    shop.git("switch", "--quiet", "change")
    shop.git("merge", "--quiet", "main")
    close()

    verdict = judged("--suppose", "approval=ben")
    assert "WB5204" in verdict.codes
    assert {x.outcome for x in verdict.leaves if x.code == "WB5204"} == {"unknown"}


@pytest.mark.parametrize("mode", ["120000", "160000", "100755"])
@pytest.mark.parametrize(
    "path", [f"{OPEN}/timeline/20261123T150000Z-0001.yaml", f"{OPEN}/evidence/x.txt"]
)
def test_b5_links_submodules_and_programs(shop: Any, judged: Review, mode: str, path: str) -> None:
    _blob(shop, mode, path, "- {kind: observation, at: 2026-11-23T14:30Z, by: 'user:ana'}\n")

    assert "WB0001" in judged().codes


@pytest.mark.parametrize(
    "path",
    [
        f"{OPEN}/evidence/A.txt",
        f"{OPEN}/evidence/caf\u00e9.txt",
        f"{OPEN}/evidence/con.txt",
        f"{OPEN}/evidence/dot.",
    ],
)
def test_b6_names_that_some_systems_cannot_tell_apart(shop: Any, judged: Review, path: str) -> None:
    for other in ("a.txt", "cafe\u0301.txt"):
        _blob(shop, "100644", f"{OPEN}/evidence/{other}")
    _blob(shop, "100644", path)

    assert "WB0002" in judged().codes


@pytest.mark.parametrize(
    "name",
    [
        "2026-11-23-Checkout",
        "2026-11-23-chec\u200bkout",
        "2026-11-23-che\u0441kout",
        "\uff12\uff10\uff12\uff16-11-23-checkout",
        "2026-11-23-checkout\n",
        "NUL",
    ],
)
def test_b7_ids_that_look_like_others(shop: Any, judged: Review, name: str) -> None:
    _blob(shop, "100644", f"incidents/2026/{name}/incident.yaml", HEADER)

    assert judged().codes & {"WB0002", "WB0003"}


def test_b8_an_id_is_taken_meanwhile(shop: Any, judged: Review) -> None:
    taken = "incidents/2026/2026-11-24-till/incident.yaml"
    shop.write(taken, HEADER)
    shop.commit()
    shop.git("switch", "--quiet", "main")
    shop.write(taken, HEADER.replace("Checkout", "The till"))
    shop.commit()
    shop.git("switch", "--quiet", "change")

    assert judged().sentence("WB5205").startswith(f"{taken} was changed on both sides")


def test_b9_a_merged_entry_is_rewritten(shop: Any, judged: Review) -> None:
    path = f"{OPEN}/timeline/20261123T140322Z-7f3a.yaml"
    shop.write(path, (shop.root / path).read_text().replace("partial_outage", "degraded"))
    shop.commit()

    assert "WB4302" in judged("--suppose", "approval=ben").codes


@pytest.mark.variants(3, every=5)
@pytest.mark.parametrize(
    "path", [".gitattributes", "incidents/.gitattributes", f"{OPEN}/.gitattributes"]
)
@pytest.mark.parametrize("attribute", ["-diff", "binary", "linguist-generated", "merge=union"])
def test_b10_attributes_hide_a_difference(
    shop: Any, judged: Review, path: str, attribute: str
) -> None:
    shop.write(path, f"*.yaml {attribute}\n")
    shop.write(f"{OPEN}/timeline/20261123T150000Z-0001.yaml", "- {kind: resolved, at: unknown}\n")
    shop.commit()

    assert "WB5206" in judged("--suppose", "approval=ben").codes


@pytest.mark.parametrize("name", ["a\n::set-env name=X::y", "--output=x", "\x1b[31m", "a\rb"])
def test_b11_names_that_speak_to_a_log_or_a_terminal(
    shop: Any, wakebook: Callable[..., Any], name: str
) -> None:
    _blob(shop, "100644", f"{OPEN}/{name}")
    _blob(shop, "100644", name.replace("/", "_"))

    for style in ("text", "markdown", "json"):
        ran = wakebook("review", "--format", style, cwd=shop)
        assert ran.code == 1
        assert not any(line.lstrip("- ").startswith("::") for line in ran.stdout.splitlines())
        assert not {"\x1b", "\r"} & set(ran.stdout)


UNHOLDABLE = (
    "a" * 300,
    "/".join(["d" * 100] * 50),
    "a/" * 1_200 + "x.txt",
    "\udcff.txt",
    "a\nb.txt",
    "a\x1b[31m.txt",
    "a\u202etxt.exe",
    "a:b.txt",
    "a\\..\\b.txt",
    "<img src=x>.html",
)


@pytest.mark.variants(5)
@pytest.mark.parametrize("name", UNHOLDABLE)
@pytest.mark.parametrize("folder", [f"{OPEN}/evidence", "docs"])
def test_b11_new_names_that_some_system_cannot_hold(
    shop: Any, judged: Review, folder: str, name: str
) -> None:
    bad = written(shop, "main", {f"{folder}/{name}": "x\n"})
    assert judged("--head", bad, "--suppose", "approval=ben").codes == {"WB0002"}

    mended = written(shop, bad, {f"{folder}/{name}": None})
    assert judged("--base", bad, "--head", mended, "--suppose", "approval=ben").passes


@pytest.mark.parametrize(
    "path",
    [".github/workflows/gate.yml", "tools/wakebook/x.py", "site/templates/x.html", "Makefile"],
)
def test_b12_a_workflow_or_a_tool_and_a_record(
    shop: Any, judged: Review, close: Close, path: str
) -> None:
    shop.write(path, "on: push\n")
    close()

    assert "WB5206" in judged("--suppose", "approval=ben", "--suppose", "approval=cleo").codes


def test_nothing_of_the_change_is_written_or_run(shop: Any, judged: Review, close: Close) -> None:
    shop.write("conftest.py", "raise SystemExit\n")
    shop.write("wakebook/__init__.py", "raise SystemExit\n")
    close()
    shop.git("switch", "--quiet", "main")
    before = sorted(shop.root.iterdir())

    judged("--head", "change")
    assert sorted(shop.root.iterdir()) == before
    assert shop.git("status", "--porcelain") == ""


def test_a_closed_record_is_edited(shop: Any, judged: Review) -> None:
    path = f"{CLOSED}/incident.yaml"
    shop.write(path, (shop.root / path).read_text().replace("one order in\n  five", "few orders"))
    shop.commit()

    assert "WB4305" in judged("--suppose", "approval=ben").codes
