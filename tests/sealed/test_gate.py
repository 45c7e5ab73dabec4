"""The gate and the rules work on sealed records as on others, where a key is (6.6, 5.2)."""

import json

import pytest

pytestmark = pytest.mark.daily(2)


def _leaves(told):
    for part in told["parts"]:
        yield from _leaves(part)
    if not told["parts"]:
        yield told


@pytest.fixture
def judged(vault):
    """Judges the branch that is checked out, as its merge into main."""

    def judge(*words):
        ran = vault("review", "--base", "main", "--format", "json", *words)
        assert ran.code in (0, 1), ran.stderr
        return {(x["code"], x["outcome"]) for x in _leaves(json.loads(ran.stdout)["verdict"])}

    vault.repository.git("checkout", "--quiet", "-b", "more")
    return judge


def test_5_2_without_a_key_a_change_of_a_sealed_record_is_unknown(vault, judged):
    vault("log", "-i", vault.id, "We turn the export off")
    vault.take_key()
    assert ("WB5218", "unknown") in judged("--suppose", "approval=ben")


def test_5_2_with_a_key_it_is_judged_as_any_other(vault, judged):
    vault("log", "-i", vault.id, "We turn the export off")
    codes = {code for code, outcome in judged() if outcome not in ("met", "not-needed")}
    assert codes == set()
    vault("log", "-i", vault.id, "--resolved", "--at", "-1m")
    vault("close", vault.id)
    asked = {code for code, outcome in judged() if outcome not in ("met", "not-needed")}
    assert asked == {"WB5201"}


def test_4_3_a_sealed_entry_is_never_rewritten_or_removed(vault, judged):
    (entry,) = (vault.folder / "timeline").iterdir()
    entry.unlink()
    vault.repository.commit("Forget")
    assert ("WB4302", "refused") in judged()


def test_4_3_sealed_again_it_is_the_same_entry(vault, judged):
    vault("seal", vault.id, "--again")
    refused = {code for code, outcome in judged() if outcome == "refused"}
    assert refused == set()


def test_5_2_sealing_what_was_clear_asks_nobody(vault, judged):
    vault("seal", vault.id, "--open")
    vault.repository.git("branch", "--force", "main")
    vault("seal", vault.id)
    assert all(outcome in ("met", "not-needed") for _, outcome in judged())
