"""Names of components in addresses: each has its own, whatever letters it is written in (3.2)."""

import hashlib
import json

import pytest
from tests.status.conftest import HEADER, LOG, OVER

NAMES = ("支付", "结账", "api.v2", "api-v2", "Api-v2", "p" * 300)


@pytest.fixture
def named(site):
    """The site with an incident for each of the names, all shown."""
    shown = "".join(f"      - {{name: '{name}'}}\n" for name in NAMES)
    site.repository.write(
        "policies/status.yaml",
        "schema: status\nowner: group:web\nreview_by: 2027-03-31\nrules:\n  - from: 2020-01-01\n"
        f"    groups:\n    - title: 全部\n      components:\n{shown}"
        "    - {title: 其他, components: [{name: checkout}]}\n",
    )
    for number, name in enumerate(NAMES):
        header = HEADER.replace("[checkout]", f"['{name}']").replace("Orders", f"Part{number}x")
        site.write(f"2026-11-2{number}-named", header, LOG.replace("checkout", f"'{name}'"))
    return site


def test_3_2_each_component_has_its_own_pages_feeds_and_badge(named):
    assert named.publish().code == 0
    listed = named.json("api/v2/components.json")["components"]
    ids = {row["name"]: row["id"] for row in listed}
    assert len(set(ids.values())) == len(listed) == len(NAMES) + 3
    assert (ids["api-v2"], ids["Checkout"]) == ("api-v2", "checkout")
    for number, name in enumerate(NAMES):
        folder = f"components/{ids[name]}"
        for file in ("index.html", "feed.atom", "feed.json", "feed.rss"):
            assert f"Part{number}x" in named.text(f"{folder}/{file}")
        assert name in named.text(f"{folder}/badge.svg")
        assert f'href="./{folder}/"' in named.text("index.html")


def test_3_2_versions_with_such_names_keep_their_bytes(named):
    before = []
    for number in range(4):
        assert named.publish().code == 0
        for folder, files in before[-2:]:
            assert {path: (folder / path).read_bytes() for path in files} == files
        listed = json.loads(named.files["manifest.json"])["files"]
        digests = {path: hashlib.sha256(named.files[path]).hexdigest() for path in listed}
        assert digests == listed
        before.append((named.folder.resolve(), named.files))
        named.write("2026-11-20-named", HEADER, LOG, *([OVER] if number % 2 else []))


def test_3_2_a_page_that_would_be_made_twice_is_told(site):
    other = hashlib.sha256(b"api.v2").hexdigest()[:8]
    for day, name in enumerate(("api.v2", f"api-v2-{other}"), 10):
        site.write(f"2026-11-{day}-x", HEADER.replace("[checkout]", f"['{name}']"), LOG)
    (site.repository.root / "policies/status.yaml").unlink()
    ran = site.publish()
    assert ran.code == 1
    assert f"two pages would be components/api-v2-{other}/" in ran.stderr
    assert not (site.folder / "index.html").exists()
