"""The small shop with public incidents and a maintenance, and its status site."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page

POLICY = """schema: status
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    languages: [en, de]
    groups:
      - title: Shop
        components:
          - {name: checkout, title: Till, text: Where orders are paid, regions: [eu, us]}
          - {name: payments, title: Payments}
      - title: Mail
        components:
          - {name: queue}
"""
OUTAGE = "2026-11-23-checkout-errors"
WORK = "2026-11-24-new-till"
HEADER = """title: Checkout answers with errors at host db7
kind: incident
audience: staff
components: [checkout]
public: {title: Orders cannot be paid, components: [checkout], summary: "Some *orders* fail."}
"""
LOG = """- {kind: declared, at: 2026-11-23T14:00Z, by: 'user:ana', audience: public}
- {kind: observation, at: 2026-11-23T14:01Z, by: 'user:ana', text: db7 is out of connections.}
- kind: impact
  at: 2026-11-23T14:00Z
  by: user:ana
  audience: public
  component: checkout
  region: eu
  state: major_outage
- kind: update
  at: 2026-11-23T14:10Z
  by: user:ana
  audience: public
  text: Orders with "express" <b>fail</b> & we look into it.
- {kind: identified, at: 2026-11-23T14:30Z, by: 'user:ana', audience: public}
- {kind: update, at: 2026-11-23T14:30Z, by: 'user:ana', audience: public, text: We know the cause.}
"""
OVER = (
    "- {kind: resolved, at: 2026-11-23T15:00Z, by: 'user:ana', audience: public,"
    " text: It works again.}\n"
)
PLANNED = """title: A new till
kind: maintenance
audience: public
components: [checkout]
"""
PLAN = """- kind: scheduled
  at: 2026-11-24T09:00Z
  by: user:ana
  audience: public
  from: 2026-12-01T02:00Z
  until: 2026-12-01T04:00Z
  text: We put in a new till.
"""


class Site(NamedTuple):
    """A repository and the folder of its status site."""

    repository: Any
    run: Callable[..., Any]
    folder: Path

    def write(self, incident: str, header: str, *logs: str) -> None:
        """Write an incident; its log files are recorded one hour after another."""
        place = f"incidents/{incident[:4]}/{incident}"
        self.repository.write(f"{place}/incident.yaml", header)
        day = incident[:10].replace("-", "")
        for number, log in enumerate(logs):
            self.repository.write(
                f"{place}/timeline/{day}T{14 + number}0000Z-000{number}.yaml", log
            )

    def publish(self, *words: str) -> Any:
        """Commit what there is and publish it."""
        self.repository.commit("Change")
        to = ("--to", str(self.folder.parent))
        return self.run("publish", "status", *to, *words, cwd=self.repository)

    def text(self, path: str) -> str:
        """A file of the site."""
        return (self.folder / path).read_text(encoding="utf-8")

    def json(self, path: str) -> Any:
        """A document of the site."""
        return json.loads(self.text(path))

    @property
    def files(self) -> dict[str, bytes]:
        """Every file of the site by its path."""
        found = (p for p in self.folder.rglob("*") if p.is_file())
        return {p.relative_to(self.folder).as_posix(): p.read_bytes() for p in found}


@pytest.fixture
def site(small: Any, wakebook: Callable[..., Any], tmp_path: Path) -> Site:
    """An incident that goes on and a maintenance that is planned, not published yet."""
    settings = (small.root / "wakebook.yaml").read_text(encoding="utf-8")
    small.write("wakebook.yaml", f"{settings}status_url: https://status.shop.example\n")
    small.write("policies/status.yaml", POLICY)
    for folder in ("incidents", "postmortems", "problems"):
        shutil.rmtree(small.root / folder)
    found = Site(small, wakebook, tmp_path / "published/status")
    found.write(OUTAGE, HEADER, LOG)
    found.write(WORK, PLANNED, PLAN)
    return found


@pytest.fixture(params=["light"])
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A fresh window; the parameter says ``light`` or ``dark``, and ``phone`` or ``narrow``."""
    wide = {"phone": 390, "narrow": 320}
    width = next((wide[word] for word in wide if word in request.param), 1280)
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        is_mobile=width < 400,
        color_scheme="dark" if "dark" in request.param else "light",
        java_script_enabled="plain" not in request.param,
        timezone_id="Asia/Tokyo",
    )
    yield context.new_page()
    context.close()
