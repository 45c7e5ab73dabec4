"""The published pages lead from a component or a problem to the changes behind its incidents."""

import re

import pytest
from tests.links.conftest import INCIDENT

pytestmark = pytest.mark.daily(2)

_CHANGE = f"github:acme/checkout@{'ab' * 20}"


def _page(shop, path, to="build"):
    text = (shop.records.root / to / "site" / path / "index.html").read_text(encoding="utf-8")
    found = re.search(r"Changes behind incidents</h2>(.*?)</section>", text, re.DOTALL)
    return found[1] if found else ""


@pytest.mark.parametrize("path", ["components/checkout", "problems/pool-too-small"])
def test_5_4_a_page_names_the_change_with_its_page_and_its_incident(shop, path, once):
    def course():
        assert shop.run("--accept", _CHANGE, "--accept", "pool-too-small").code == 0
        assert shop._wakebook("publish", cwd=shop.records).code == 0

    once("links/pages", shop.records.root, course)
    shown = _page(shop, path)

    assert f"https://github.com/acme/checkout/commit/{'ab' * 20}" in shown
    short = f'<span title="{"ab" * 20}">{"ab" * 6}</span>'
    assert f"github:acme/checkout@{short}</a>" in shown
    assert INCIDENT in shown
    assert _page(shop, "components/edge") == ""


def test_5_4_the_public_learns_nothing_of_a_change(shop):
    file = shop.records.root / f"incidents/2026/{INCIDENT}/incident.yaml"
    face = "public: {title: Checkout fails, components: [checkout]}\n"
    file.write_text(f"{file.read_text()}{face}")
    shop.records.commit("Tell")
    assert shop.run("--accept", _CHANGE).code == 0
    ran = shop._wakebook("publish", "--audience", "public", "--to", "out", cwd=shop.records)

    assert ran.code == 0
    assert INCIDENT in (shop.records.root / "out/site/components/checkout/index.html").read_text()
    for page in (shop.records.root / "out/site").rglob("*.html"):
        assert "abababab" not in page.read_text(encoding="utf-8"), page
