"""What an import writes is never more than a file may hold: the catalog's, and a record's own."""

import json

import pytest


def incident(own, **more):
    return {
        "id": own,
        "type": "incident",
        "title": "Mail is late",
        "created_at": "2026-03-02T10:00:00Z",
        "resolved_at": "2026-03-02T11:00:00Z",
        "status": "resolved",
        **more,
    }


def alerts(many, words):
    services = ({"summary": f"{words} {number}"} for number in range(many))
    return [{"type": "alert", "alert_key": "k", "service": each} for each in services]


def take(importing, *incidents):
    importing.write("i.json", json.dumps(incidents))
    return importing.run("pagerduty", "i.json")


def catalog(importing):
    files = (importing.repository.root / "catalog").glob("imported-*")
    return {file.name: file.stat().st_size for file in sorted(files)}


@pytest.mark.parametrize(("many", "length"), [(300, 10), (100, 900)])
def test_a_full_file_of_the_catalog_is_followed_by_another_one(importing, many, length):
    """Of very many short names it is the keys and values, of long ones the bytes."""
    for run in range(4):
        given = incident(f"P{run}", alerts=alerts(many, f"{'x' * length} {run}"))
        code, plan = take(importing, given)
        assert code == 0
        assert take(importing, given)[1]["summary"]["unchanged"] == 1
    files = catalog(importing)
    assert [*files] == ["imported-pagerduty-2.yaml", "imported-pagerduty.yaml"]
    assert plan["catalog"]["path"] == "catalog/imported-pagerduty-2.yaml"
    assert len(plan["catalog"]["components"]) == many
    assert max(files.values()) <= 256 * 1024
    assert importing.check("standard").code == 0


def test_components_of_one_run_may_fill_several_files(importing):
    code, plan = take(importing, incident("P1", alerts=alerts(390, "x" * 900)))
    assert code == 0
    assert plan["catalog"]["path"].split(", ") == [
        "catalog/imported-pagerduty.yaml",
        "catalog/imported-pagerduty-2.yaml",
    ]
    assert importing.check("standard").code == 0


@pytest.mark.parametrize(
    ("many", "length", "why"),
    [(3_000, 100, "bytes, and at most 262,144 are read"), (20_000, 1, "more than 20,000 keys")],
)
def test_a_record_with_too_much_in_its_header_is_refused_alone(importing, many, length, why):
    tags = [f"{number}{'t' * length}" for number in range(many)]
    common = {"message": "Mail is late", "createdAt": "2026-03-02T10:00:00Z", "status": "closed"}
    listed = [{"id": "a", "tags": tags, **common}, {"id": "b", "tags": tags[:9], **common}]
    importing.write("i.json", json.dumps({"data": listed}))
    for deed in ("create", "unchanged"):
        code, plan = importing.run("opsgenie", "i.json")
        assert code == 1
        assert [item["deed"] for item in plan["items"]] == ["cannot", deed]
        assert why in " ".join(each["message"] for each in plan["items"][0]["remarks"])
    assert importing.check("standard").code == 0


def test_each_of_very_many_alerts_has_one_pointer(importing):
    alerts = [
        {
            "labels": {"alertname": "QueueFull"},
            "startsAt": "2026-03-02T10:00:00Z",
            "endsAt": "2026-03-02T11:00:00Z",
            "fingerprint": f"{number}",
        }
        for number in range(2_000)
    ]
    importing.write("kept.json", json.dumps({"groupKey": "a", "alerts": [*alerts, *alerts]}))
    _, plan = importing.run("alertmanager", "kept.json")
    assert plan["summary"]["create"] == 1
    assert importing.header(plan["items"][0]["incident"]).count("alertmanager-alert") == 2_000
    assert importing.check("standard").code == 0
