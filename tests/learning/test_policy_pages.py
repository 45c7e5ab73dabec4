"""The pages of policies say in words which incidents need what (requirements 6.3, 6.5)."""

import html
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
VERIFICATION = """schema: verification
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-27
    allow:
      - {host: shop.example.com, protocols: [https, tcp], ports: [443]}
    networks: [10.20.0.0/16]
"""


def rows(shop, name):
    """The rows of a policy's table, each as the text of its cells."""
    page = (shop.root / f"build/site/policies/{name}/index.html").read_text("utf-8")
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    assert body is not None
    cells = [re.findall(r"<t[hd].*?</t[hd]>", row) for row in body[1].split("</tr>")]
    return [[html.unescape(re.sub(r"<[^>]+>", "|", c)).strip("|") for c in row] for row in cells]


def test_policies_are_told_in_words(shop, wakebook):
    shutil.copytree(ROOT / "site", shop.root / "site")
    shutil.copy(ROOT / "mkdocs.yml", shop.root)
    follow = (ROOT / "policies/followup.yaml").read_text()
    owner = "owner: group:example-editors"
    shop.write("policies/followup.yaml", follow.replace(owner, "owner: group:web"))
    shop.write("policies/verification.yaml", VERIFICATION)
    assert wakebook("publish", cwd=shop).code == 0
    needs = rows(shop, "postmortem")
    assert needs[0] == [
        "Severe|only severity SEV1",
        "A post-mortem, within 48 hours of the resolution.",
    ]
    assert needs[1][0] == "Long|only lasting 8 hours at least"
    assert needs[2][0] == "Customers|only severity SEV2; noticed by customers"
    assert needs[3][0].startswith("Back again|only after 2 or more of its category on one")
    assert "in the 90 days before" in needs[3][0]
    followed = dict(row for row in rows(shop, "followup") if row)
    assert followed["Reminders"] == "Whoever owes it hears of it every 7 days."
    assert (
        followed["Updates of an open incident, at least"]
        == "SEV1: every hour. SEV2: every 2 hours."
    )
    asked = "What people change there of status, owner, date is proposed for the record."
    assert followed["Issues on the forge"].endswith(asked)
    verified = dict(row for row in rows(shop, "verification") if row)
    assert verified["Hosts that may be asked"] == "shop.example.com by HTTPS or TCP, port 443."
    assert verified["A check passes"] == (
        "When it passed 3 times, all of them, over 1 minute at least."
    )
    raw = (shop.root / "build/site/policies/followup/index.html").read_text("utf-8")
    assert "P7D" not in raw
    assert "remind_every" not in raw
