"""An audit of sealed records: what is recorded holds for whoever has a key, and for nobody else."""

import pytest
from tests.audit.conftest import Shop
from tests.sealed.conftest import key, policy

pytestmark = pytest.mark.daily(2)

TITLE = "Somebody took the customer list"


@pytest.fixture
def sealed(ungated: Shop, tmp_path) -> Shop:
    """A shop with evidence, and a sealed incident that came through the gate."""
    file, public = key(tmp_path, "ana")
    ungated.write("policies/sealing.yaml", policy(public))
    ungated.commit("Seal what is restricted")
    ungated.git("config", "wakebook.identity", str(file))
    assert ungated.wakebook("audit", "begin", cwd=ungated.root).code == 0
    _through(ungated, "new", "--restricted", TITLE, "--severity", "SEV2")
    return ungated


def _through(shop: Shop, *words: str, gate: bool = True) -> str:
    """What a command wrote, as a change that goes through the gate or past it."""
    shop.git("checkout", "--quiet", "--detach", "main")
    ran = shop.wakebook(*words, cwd=shop.root)
    assert ran.code == 0, ran.stderr
    head = shop.git("rev-parse", "HEAD").strip()
    if gate:
        trailer = shop.state(shop.stated(head))
        shop.merge(head, "merge", trailer)
    else:
        shop.git("checkout", "--quiet", "-B", "main", head)
    return head


def test_5_2_what_passed_the_gate_sealed_is_found_right(sealed):
    assert sealed.found() == []
    sealed.git("config", "--unset-all", "wakebook.identity")
    ((code, level, path),) = sealed.found()
    assert (code, level) == ("WB5218", "warning"), "nobody accuses it, and nobody vouches for it"
    assert path.endswith("/sealed.yaml")


def test_5_2_a_sealed_line_past_the_gate_is_found_without_a_key(sealed):
    _through(sealed, "log", "-i", "customer-list", "We turn the export off", gate=False)
    sealed.git("config", "--unset-all", "wakebook.identity")
    ran = sealed.audit()
    assert (ran.code, "changed it past the gate" in ran.stdout) == (1, True)
    assert "export" not in ran.stdout + ran.stderr
    assert TITLE not in ran.stdout + ran.stderr


def test_6_6_no_evidence_holds_a_sealed_text(sealed):
    bundle = sealed.root.parent / "evidence.zip"
    ran = sealed.wakebook("audit", "export", "--out", str(bundle), cwd=sealed.root)
    assert ran.code == 0, ran.stderr
    statements = sealed.git("log", "-p", "--format=%B", "wakebook/evidence")
    for told in (statements, bundle.read_bytes().decode(errors="replace"), ran.stdout):
        assert "customer list" not in told
