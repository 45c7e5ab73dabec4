"""A knowledge base is looked into before it is written: what the door forgot is refused (6.6)."""

import pytest
from tests.disclosure.test_no_canary import undated

from wakebook.flows import publish
from wakebook.model import audience, library

pytestmark = pytest.mark.daily(3)

NAME = "2026-11-02-edge-upgrade"
HEADER = f"incidents/2026/{NAME}/incident.yaml"
SEALED = "incidents/2026/2026-11-22-sealed-matter"
HIDDEN = "The quagga of the region ate every cable"


@pytest.fixture
def shop(small, wakebook):
    """Publishes the shop for the staff, with a field and a record that are for fewer."""
    header = (small.root / HEADER).read_text()
    told = "The edge servers get a new version, one region after the other."
    assert told in header
    narrowed = f"{header.replace(told, HIDDEN)}audiences: {{summary: restricted}}\n"
    small.write(HEADER, narrowed)
    small.write(
        f"{SEALED}/incident.yaml",
        "title: A quagga of another region\nkind: drill\naudience: restricted\n",
    )
    small.write(
        f"{SEALED}/timeline/20261122T100000Z-0001.yaml",
        "- {kind: started, at: 2026-11-22T10:00Z, by: 'user:ana', text: Four words stand here}\n",
    )

    def published(*words):
        return wakebook("publish", *words, cwd=small)

    published.root = small.root
    published.repository = small
    return published


def refused(ran, place):
    assert ran.code == 1, ran
    assert "nothing was published" in ran.stderr
    assert place in ran.stderr
    assert "quagga" not in ran.stdout + ran.stderr
    assert "Four words" not in ran.stdout + ran.stderr


def both(root):
    (root / "build/status").mkdir(exist_ok=True)
    return undated(root / "build")


def everything(value, *_):
    """A door that forgets to narrow."""
    return value


def test_6_6_a_field_that_the_door_forgot_is_refused_and_the_old_site_stays(shop, monkeypatch):
    assert shop().code == 0
    before = both(shop.root)
    assert not any(b"quagga" in raw for raw in before.values())
    monkeypatch.setattr(audience, "narrowed", everything)
    path = shop.root / HEADER
    path.write_text(path.read_text().replace("title: ", "title: Again ", 1))
    refused(shop(), f"{NAME} summary")
    assert both(shop.root) == before
    monkeypatch.undo()
    assert shop().code == 0
    after = both(shop.root)
    assert after != before
    assert not any(b"quagga" in raw for raw in after.values())


@pytest.fixture
def open_door(shop, monkeypatch):
    """A door that lets every record through, as it is; no field is narrowed here."""
    path = shop.root / HEADER
    path.write_text(path.read_text().partition("audiences:")[0])
    for module in (library, publish):
        monkeypatch.setattr(module, "sees", lambda *_: True)
    monkeypatch.setattr(library, "seen", lambda record, *_: record)


@pytest.mark.usefixtures("open_door")
def test_6_6_a_record_that_the_door_forgot_is_refused(shop):
    refused(shop(), "from 2026-11-22-sealed-matter")
    assert not (shop.root / "build/site").exists()


def test_6_6_what_is_hidden_is_known_without_a_cache_of_what_was_read(shop, monkeypatch):
    assert shop().code == 0
    for kept in (shop.root / ".git/wakebook").glob("*"):
        kept.unlink()
    path = shop.root / HEADER
    path.write_text(path.read_text().replace("title: ", "title: Again ", 1))
    assert shop().code == 0
    monkeypatch.setattr(audience, "narrowed", everything)
    path.write_text(path.read_text().replace("title: ", "title: Once ", 1))
    refused(shop(), f"{NAME} summary")


def test_6_6_another_kind_of_record_that_the_door_forgot_is_refused(shop, monkeypatch):
    shop.repository.write(
        "problems/cable.yaml",
        "title: Each quagga gnaws at night\nstate: open\naudience: restricted\n",
    )
    whole = library.Library.seen_by

    def forgetful(self, *given):
        return library.replace(whole(self, *given), problems=dict(self.problems))

    monkeypatch.setattr(library.Library, "seen_by", forgetful)
    refused(shop(), "problems/cable")


@pytest.mark.usefixtures("open_door")
def test_6_6_an_id_alone_is_found(shop):
    """Its texts are too short to be looked for."""
    shop.repository.write(
        f"{SEALED}/incident.yaml", "title: X\nkind: drill\naudience: restricted\n"
    )
    shop.repository.write(
        f"{SEALED}/timeline/20261122T100000Z-0001.yaml",
        "- {kind: started, at: 2026-11-22T10:00Z, by: 'user:ana'}\n",
    )
    refused(shop(), "from 2026-11-22-sealed-matter id")
