"""Nobody writes a verification in the toolkit's name (requirement 5.3)."""

import hashlib
import json

import pytest


@pytest.fixture
def forge(shop, http, wakebook):
    """Writes a line of system:wakebook with evidence made of a real one; tells what is refused."""
    http.answers["/"] = (200, {}, b"")
    shop.policy({"host": "127.0.0.1", "protocols": ["http"], "ports": [http.port]})
    shop.checks(home={"type": "http", "url": f"http://127.0.0.1:{http.port}/"})
    head = shop.head
    shop.repository.git("switch", "--quiet", "--create", "change")
    assert shop.verify().code == 0
    folder = f"incidents/2026/{shop.id}"
    (real,) = (shop.repository.root / folder / "evidence").iterdir()
    text = real.read_text()
    shop.repository.git("reset", "--quiet", "--hard", head)

    def forged(change, **other):
        data = change(text)
        shop.repository.write(f"{folder}/evidence/home-1.json", data)
        digest = hashlib.sha256(data.encode()).hexdigest()
        entry = {
            "kind": "verification", "at": "2026-11-23T14:50Z", "by": "system:wakebook",
            "check": "home", "result": "passed", "passes": 1, "of": 1, "commit": head,
            "evidence": [{"path": "evidence/home-1.json", "sha256": digest}],
        }  # fmt: skip
        lines = json.dumps([entry | other])
        shop.repository.write(f"{folder}/timeline/20991123T190022Z-0001.yaml", lines)
        shop.repository.commit("Say so")
        checked = wakebook("check", shop.id, "--format", "json", cwd=shop.repository).stdout
        words = ("review", "--base", "main", "--head", "change", "--format", "json")
        reviewed = wakebook(*words, cwd=shop.repository)
        assert reviewed.code in (0, 1), reviewed.stderr
        codes = {f["code"] for f in json.loads(checked)["findings"]}
        return codes & {"WB5304"}, {c for c in ("WB5206", "WB5304") if c in reviewed.stdout}

    return forged


def _digest(text):
    return json.loads(text)["sha256_of_check"]


_LESS = [
    lambda text: text.replace("sha256_of_check", "Sha256_of_check"),
    lambda text: text.replace("sha256_of_check", "sha256_of_ch\\u0065ck"),
    lambda text: text.replace(
        ' "policy_commit"', f' "policy_commit": "{"0" * 40}",\n "policy_commit"'
    ),
    lambda text: json.dumps({k: v for k, v in json.loads(text).items() if k != "sha256_of_check"}),
    lambda text: json.dumps(json.loads(text) | {"runs": [{"at": "now", "passed": 1}]}),
    lambda text: json.dumps(json.loads(text) | {"runs": []}),
    lambda _: "[" * 100_000,
]


def test_5_3_whole_evidence_proves_what_the_line_says(forge):
    assert forge(lambda text: text) == (set(), set())


@pytest.mark.variants(4, every=2)
@pytest.mark.parametrize("change", _LESS)
def test_5_3_evidence_that_is_not_whole_proves_nothing(forge, change):
    checked, reviewed = forge(change)
    assert checked == {"WB5304"} <= reviewed


@pytest.mark.variants(1)
@pytest.mark.parametrize("other", [{"passes": 3, "of": 3}, {"check": "pay"}, {"evidence": []}])
def test_5_3_a_line_that_says_more_than_its_evidence_is_refused(forge, other):
    assert forge(lambda text: text, **other)[0] == {"WB5304"}


def test_5_3_a_check_that_was_not_asked_so_is_refused(forge):
    assert forge(lambda text: text.replace(_digest(text), "0" * 64)) == (set(), {"WB5206"})
