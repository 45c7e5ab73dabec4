"""The gate takes no verification by checks or a policy that nobody merged (requirement 5.3)."""

import json

import pytest

_SAID = "checks and policy were taken from"


@pytest.fixture
def gated(shop, http):
    """Gated is ``trunk``, which nothing here tells; ``other`` has a policy, ``change`` is out."""
    http.answers |= {"/": (200, {}, b""), "/other": (200, {}, b"")}
    shop.policy({"host": "127.0.0.1", "protocols": ["http"], "ports": [http.port]})
    shop.checks(home={"type": "http", "url": f"http://127.0.0.1:{http.port}/"})
    git = shop.repository.git
    git("branch", "--quiet", "--move", "main", "trunk")
    git("switch", "--quiet", "--create", "other")
    shop.checks(home={"type": "http", "url": f"http://127.0.0.1:{http.port}/other"})
    git("switch", "--quiet", "--create", "change", "trunk")
    return shop


@pytest.fixture
def refusals(gated, wakebook):
    """What the gate has against the branch ``change`` for its evidence."""

    def found():
        words = ("review", "--base", "trunk", "--head", "change", "--format", "json")
        ran = wakebook(*words, cwd=gated.repository)
        assert ran.code in (0, 1), ran.stderr
        told = list(_leaves(json.loads(ran.stdout)["verdict"]))
        assert told
        found = [leaf for leaf in told if _SAID in leaf["sentence"]]
        assert all((leaf["code"], leaf["outcome"]) == ("WB5206", "refused") for leaf in found)
        return [leaf["sentence"] for leaf in found]

    return found


def _leaves(part):
    yield from [leaf for inner in part["parts"] for leaf in _leaves(inner)] or [part]


def test_5_3_evidence_by_checks_of_an_unmerged_branch_is_refused(gated, http, refusals):
    assert gated.verify("--base", "other").code == 0
    assert http.paths == ["/other"]
    (sentence,) = refusals()
    assert f"from {gated.evidence[0]['policy_commit'][:12]}, and what that says" in sentence
    assert sentence.startswith(f"incidents/2026/{gated.id}/evidence/home-")
    gated.repository.git("branch", "--quiet", "--force", "trunk", "other")
    assert refusals() == [], "once merged it counts"


@pytest.mark.parametrize("base", ["trunk", "trunk~1"])
def test_5_3_evidence_by_checks_of_the_target_is_taken(gated, refusals, base):
    gated.repository.git("commit", "--quiet", "--allow-empty", "-m", "Later")
    gated.repository.git("branch", "--quiet", "--force", "trunk", "HEAD")
    assert gated.verify("--base", base).code == 0
    assert refusals() == []


def test_5_3_a_log_that_was_not_pushed_yet_changes_no_policy(gated, wakebook, refusals):
    assert wakebook("log", "-i", gated.id, "Looking", cwd=gated.repository).code == 0
    assert gated.verify("--base", "change").code == 0
    trunk = gated.repository.git("rev-parse", "trunk").strip()
    assert gated.evidence[0]["policy_commit"] != trunk
    assert refusals() == []


@pytest.mark.variants(4, every=2)
@pytest.mark.parametrize("commit", ["trunk", "--help", "0" * 40, "f" * 64, "", None, ["x"], 7])
def test_5_3_evidence_that_names_no_commit_for_its_policy_is_refused(gated, refusals, commit):
    told = {"check": "home", "policy_commit": commit, "sha256_of_check": "0" * 64}
    path = f"incidents/2026/{gated.id}/evidence/home-1.json"
    gated.repository.write(path, json.dumps(told))
    gated.repository.commit("Forge")
    assert len(refusals()) == 1


@pytest.mark.parametrize("data", ["[" * 100_000, "{}", "\xff", '{"policy_commit": "x"}', "[7]"])
def test_5_3_evidence_of_something_else_is_not_asked_for_a_policy(gated, refusals, data):
    path = f"incidents/2026/{gated.id}/evidence/graph.json"
    gated.repository.write(path, data)
    gated.repository.commit("Add")
    assert refusals() == []
