"""Clients of Statuspage's API that nobody here wrote read our folder without a change (3.2)."""

import json
import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.status.conftest import HEADER, LOG, OUTAGE, OVER, WORK
from tests.status.served import served

pytestmark = pytest.mark.daily(2)

_PACKAGES = ("statuspage.io@3.3.8", "@statuspage/status-widget@1.0.5")
_ASK = """
const {Statuspage} = require("statuspage.io");
const client = new Statuspage("any");
client.setApiUrl(process.argv[1]);
const {api} = client;
Promise.all([api.getSummary(), api.getStatus(), api.getComponents(), api.incidents.getAll(),
  api.incidents.getUnresolved(), api.scheduledMaintenances.getUpcoming()])
  .then((all) => console.log(JSON.stringify(all)));
"""
_PAGE = """<!doctype html><title>Ours</title><script src="widget.js"></script>
<statuspage-widget src="{address}"></statuspage-widget>"""


@pytest.fixture(scope="session")
def packages(tmp_path_factory, missing_npm) -> Path:
    """A folder with the clients of npm."""
    folder = tmp_path_factory.mktemp("npm")
    (folder / "package.json").write_text("{}")
    quiet = ("--silent", "--no-fund", "--no-audit", "--ignore-scripts")
    done = subprocess.run(["npm", "install", *quiet, *_PACKAGES], cwd=folder, check=False)
    if done.returncode:
        missing_npm("the npm registry does not give the clients")
    return folder


@pytest.fixture(scope="session")
def missing_npm():
    """Says that npm's clients cannot be had; by now npm itself is there."""
    from tests.conftest import absent

    if shutil.which("npm") is None:
        absent("two clients want npm: apt-get install nodejs npm")
    return absent


def metrics(address: str, folder: Path) -> dict[str, list]:
    """What the exporter for Prometheus makes of a page, by the name of the metric."""
    services = {"shop": {"name": "Shop", "url": f"{address}/api/v2/summary.json"}}
    (folder / "services.json").write_text(json.dumps(services))
    told = folder / "shop.prom"
    settings = {"RUN_MODE": "once", "METRICS_TEXTFILE_PATH": str(told)}
    program = Path(sysconfig.get_path("scripts")) / "statuspage-prometheus-exporter"
    subprocess.run(
        [program],
        cwd=folder,
        env={**os.environ, **settings, "SERVICES_JSON_PATH": str(folder / "services.json")},
        check=True,
        capture_output=True,
        timeout=60,
    )
    families = text_string_to_metric_families(told.read_text())
    return {family.name: family.samples for family in families}


def test_3_2_an_exporter_for_prometheus_sees_what_goes_on(site, tmp_path):
    site.publish()
    with served(site.folder) as address:
        found = metrics(address, tmp_path)
    assert [s.value for s in found["statuspage_probe_check"]] == [1]
    (incident,) = found["statuspage_incident_info"]
    told = ("incident_id", "incident_name", "impact", "affected_components")
    assert [incident.labels[name] for name in told] == [
        OUTAGE, "Orders cannot be paid", "critical", "Till",
    ]  # fmt: skip
    (work,) = found["statuspage_maintenance_info"]
    assert (work.labels["maintenance_id"], work.labels["scheduled_start"]) == (
        WORK, "2026-12-01T02:00:00Z",
    )  # fmt: skip
    states = {s.labels["component_name"]: s.value for s in found["statuspage_component_status"]}
    assert states == {"Shop": 0, "Till": 0, "Payments": 1, "Mail": 1, "queue": 1}


def test_3_2_the_exporter_sees_that_it_is_over(site, tmp_path):
    site.write(OUTAGE, HEADER, LOG, OVER)
    site.publish()
    with served(site.folder) as address:
        found = metrics(address, tmp_path)
    assert [s.value for s in found["statuspage_incident_info"]] == [0]
    assert {s.value for s in found["statuspage_component_status"]} == {1}
    assert [s.value for s in found["statuspage_service_status"]] == [1]


def test_3_2_a_client_of_npm_reads_each_document(site, packages):
    site.publish()
    with served(site.folder) as address:
        done = subprocess.run(
            ["node", "-e", _ASK, address], cwd=packages, capture_output=True, text=True, check=True
        )
    summary, status, components, every, unresolved, works = json.loads(done.stdout)
    assert status["status"] == summary["status"]
    assert status["status"]["description"] == "Major System Outage"
    assert [c["name"] for c in components["components"] if not c["group"]] == [
        "Till", "Payments", "queue",
    ]  # fmt: skip
    assert [i["id"] for i in every["incidents"]] == [i["id"] for i in unresolved["incidents"]]
    assert unresolved["incidents"][0]["incident_updates"][0]["body"] == "We know the cause."
    assert works["scheduled_maintenances"][0]["status"] == "scheduled"


@pytest.mark.browser
def test_3_2_the_widget_of_statuspage_itself_shows_our_state(site, packages, window, tmp_path):
    site.publish()
    place = tmp_path / "page"
    shutil.copytree(site.folder, place)  # beside the page that has the widget, as on one host
    widget = packages / "node_modules/@statuspage/status-widget/dist/src.77de5100.js"
    shutil.copy(widget, place / "widget.js")
    with served(place) as address:
        (place / "ours.html").write_text(_PAGE.format(address=address))
        window.goto(f"{address}/ours.html")
        window.wait_for_function(
            "document.querySelector('statuspage-widget').shadowRoot?.textContent"
            ".includes('Major System Outage')"
        )
