"""A problem's pages hint at no incident that their readers may not see (requirements 6.4, 6.6)."""

import shutil
from pathlib import Path

import pytest

pytestmark = pytest.mark.daily(2)

ROOT = Path(__file__).parents[2]
PROBLEM = "title: Pools are small\nstate: open\naudience: public\nincidents: [%s]\n"
HIDDEN = "2026-11-23-sealed-canary"


@pytest.mark.parametrize("audience", ["public", "staff"])
def test_6_6_none_and_none_to_be_seen_read_alike(shop, incident, wakebook, audience):
    shutil.copytree(ROOT / "site", shop.root / "site")
    shutil.copy(ROOT / "mkdocs.yml", shop.root)
    incident(HIDDEN)
    sealed = shop.root / f"incidents/2026/{HIDDEN}/incident.yaml"
    sealed.write_text(sealed.read_text().replace("audience: staff", "audience: restricted"))
    shop.write("problems/aaa.yaml", PROBLEM % "")
    shop.write("problems/bbb.yaml", PROBLEM % HIDDEN)
    assert wakebook("publish", "--audience", audience, cwd=shop).code == 0
    built = shop.root / "build/site"
    pages = [(built / f"problems/{name}/index.html").read_text() for name in ("aaa", "bbb")]
    assert pages[0].replace("aaa", "bbb") == pages[1]
    assert "None listed." in pages[0]
    assert "may read" not in pages[0]
    cards = (built / "problems/index.html").read_text()
    assert cards.count("<span>0 incidents</span>") == 2
    assert not [file for file in built.rglob("*.*") if HIDDEN.encode() in file.read_bytes()]
