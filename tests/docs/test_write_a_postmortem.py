"""The files that the how-to shows are right as they stand, in a repository as `init` makes it."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs/how-to/write-a-postmortem.md"
_FILE = re.compile(r"^(`{3,})\w+ (\S+)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
COMPONENT = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: checkout}
spec: {type: service, lifecycle: production, owner: group:responders}
"""


def test_the_files_are_right(tmp_path, wakebook, monkeypatch):
    monkeypatch.setenv("WAKEBOOK_USER", "group:responders")
    assert wakebook("init", "shop", cwd=tmp_path).code == 0
    root = tmp_path / "shop"
    (root / "catalog/checkout.yaml").write_text(COMPONENT)
    incident = root / "incidents/2026/2026-11-23-checkout-503"
    incident.mkdir(parents=True)
    header = "title: Checkout answers HTTP 503\nkind: incident\naudience: staff\n"
    (incident / "incident.yaml").write_text(header + "components: [checkout]\n")
    shown = _FILE.findall(PAGE.read_text("utf-8"))
    for _, path, text in shown:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    ran = wakebook("check", cwd=root)
    assert ran.stdout == "1 incident checked: nothing to complain about\n"
    assert len(shown) == 5
    (root / shown[0][1]).write_text(shown[0][2].replace("## Lessons", "## Thoughts"))
    assert "Lessons" in wakebook("check", cwd=root).stdout
