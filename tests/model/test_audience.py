"""The narrowest audience wins, everywhere, and an id that may not be known is never shown."""

from dataclasses import replace

from wakebook.model.catalog import Catalog, Entity
from wakebook.model.header import Header
from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.model.log import KINDS
from wakebook.model.log.logged import Logged, recorded_time
from wakebook.model.postmortem import Action, ActionItem, Postmortem, PostmortemHeader
from wakebook.model.problem import Problem, ProblemHeader
from wakebook.model.settings import Settings

STEM = "20261123T140000Z-0000"


def record(name: str, *entries: dict[str, object], **header: object) -> Incident:
    log = tuple(
        Logged(f"{STEM}#{n}", recorded_time(STEM), KINDS[str(e["kind"])].model_validate(e))
        for n, e in enumerate(entries, 1)
    )
    facts = {"title": f"Inside of {name}", "kind": "incident", "audience": "staff", **header}
    return Incident(name, Header.model_validate(facts), log)


def library(*records: Incident) -> Library:
    return Library(settings=Settings(format=1), incidents={r.id: r for r in records})


def said(text: str, **fields: object) -> dict[str, object]:
    return {"kind": "observation", "at": "2026-11-23", "text": text, **fields}


def test_a_staff_incident_without_a_public_face_is_nothing_to_the_public():
    found = library(record("2026-11-23-a", said("x", audience="public"))).seen_by("public")
    assert dict(found.incidents) == {}


def test_the_public_face_replaces_the_header_and_shows_only_public_entries():
    hidden = record(
        "2026-11-23-a",
        said("inside"),
        said("outside", audience="public", by="user:ana", reported_by="user:ben"),
        public={"title": "Checkout is slow"},
        summary="The orders database is on fire",
    )
    shown = library(hidden).seen_by("public").incidents["2026-11-23-a"]
    assert shown.header.title == "Checkout is slow"
    assert shown.header.summary is None
    assert [(e.entry.text, e.entry.by, e.entry.reported_by) for e in shown.log] == [
        ("outside", None, None)
    ]


def test_a_restricted_incident_narrows_its_entries():
    sealed = record("2026-11-23-a", said("x", audience="public"), audience="restricted")
    assert dict(library(sealed).seen_by("staff").incidents) == {}
    assert len(library(sealed).seen_by("restricted").incidents["2026-11-23-a"].log) == 1


def test_a_file_that_one_entry_keeps_is_shown_by_none():
    files = {name: {"path": f"evidence/{name}", "sha256": "0" * 64} for name in ("a", "b", "c")}
    one = record(
        "2026-11-23-a",
        said("inside", evidence=[files["a"]]),
        said(
            "half", audience="public", evidence=[files["b"]], audiences={"evidence": "restricted"}
        ),
        said("outside", audience="public", evidence=list(files.values())),
        public={"title": "Checkout is slow"},
    )
    one = replace(one, evidence={file["path"]: "0" * 64 for file in files.values()})
    shown = library(one).seen_by("public").incidents["2026-11-23-a"]
    assert [[f.path for f in line.entry.evidence] for line in shown.log] == [[], ["evidence/c"]]
    assert list(shown.evidence) == ["evidence/c"]


def test_a_single_field_can_be_narrower_than_its_record():
    open_one = record(
        "2026-11-23-a", audience="public", summary="secret", audiences={"summary": "restricted"}
    )
    shown = library(open_one).seen_by("staff").incidents["2026-11-23-a"]
    assert shown.header.summary is None
    assert shown.header.title == "Inside of 2026-11-23-a"


def test_a_link_to_what_may_not_be_known_is_left_out():
    link = {"kind": "link", "at": "2026-11-23", "rel": "follow_up_of", "audience": "public"}
    seen = library(
        record("2026-11-23-a", {**link, "to": "2026-11-22-b"}, audience="public"),
        record("2026-11-22-b", audience="restricted"),
    ).seen_by("public")
    assert seen.incidents["2026-11-23-a"].log == ()


def test_a_retracted_public_entry_is_gone_for_good():
    wrong = said("leaked", audience="public")
    void = {"kind": "correction", "at": "2026-11-23", "corrects": f"{STEM}#1", "retract": True}
    seen = library(record("2026-11-23-a", wrong, void, audience="public")).seen_by("public")
    assert seen.incidents["2026-11-23-a"].log == ()


def test_post_mortems_and_actions_follow_their_incident():
    name = "2026-11-23-a"
    about = PostmortemHeader.model_validate({"incidents": [name], "audience": "public"})
    action = ActionItem.model_validate({"title": "t", "kind": "prevent", "audience": "public"})
    whole = Library(
        settings=Settings(format=1),
        incidents={name: record(name)},
        postmortems={name: Postmortem(name, about, "")},
        actions={name: (Action(f"{name}/t", action),)},
    )
    assert dict(whole.seen_by("public").postmortems) == {}
    assert dict(whole.seen_by("public").actions) == {}
    assert set(whole.seen_by("staff").postmortems) == {name}


def test_a_restricted_correction_narrows_what_it_corrects():
    public = said("Errors", audience="public")
    fix = {
        "kind": "correction",
        "at": "2026-11-23",
        "corrects": f"{STEM}#1",
        "set": {"text": "Errors of one named customer"},
        "audience": "restricted",
    }
    whole = library(record("2026-11-23-a", public, fix, audience="public"))
    assert whole.seen_by("public").incidents["2026-11-23-a"].log == ()
    (line,) = whole.seen_by("restricted").incidents["2026-11-23-a"].log
    assert line.entry.text == "Errors of one named customer"


def test_a_correction_that_names_no_audience_leaves_the_entry_as_public_as_it_was():
    public = said("Erors", audience="public")
    fix = {"kind": "correction", "at": "2026-11-23", "corrects": f"{STEM}#1"}
    whole = library(
        record("2026-11-23-a", public, {**fix, "set": {"text": "Errors"}}, audience="public")
    )
    (line,) = whole.seen_by("public").incidents["2026-11-23-a"].log
    assert line.entry.text == "Errors"


def test_a_route_into_a_field_hides_the_whole_field():
    resolution = {"summary": "Fixed", "actions": [{"what": "Told the CEO's password"}]}
    for route in ("resolution.actions", "resolution/actions", "resolution"):
        whole = record(
            "2026-11-23-a",
            audience="public",
            resolution=resolution,
            audiences={route: "restricted"},
        )
        shown = library(whole).seen_by("public").incidents["2026-11-23-a"]
        assert shown.header.resolution is None


def test_what_cannot_be_narrowed_is_hidden_as_a_whole():
    for route in ("title", "sumary"):
        whole = record("2026-11-23-a", audience="public", audiences={route: "staff"})
        assert dict(library(whole).seen_by("public").incidents) == {}
        assert set(library(whole).seen_by("staff").incidents) == {"2026-11-23-a"}
    entry = said("x", audience="public", audiences={"text": "staff"})
    seen = library(record("2026-11-23-a", entry, audience="public")).seen_by("public")
    assert seen.incidents["2026-11-23-a"].log == ()


def test_the_public_reads_of_a_component_when_a_record_speaks_of_it():
    entities = tuple(
        Entity.model_validate(
            {
                "apiVersion": "backstage.io/v1alpha1",
                "kind": "Component",
                "metadata": {"name": name},
                "spec": {"type": "service", "dependsOn": ["component:secret-sauce"]},
            }
        )
        for name in ("web", "secret-sauce")
    )
    whole = replace(
        library(record("2026-11-23-a", audience="public", components=["web"])),
        catalog=Catalog(entities),
    )
    public = whole.seen_by("public").catalog
    assert set(public.components) == {"web"}
    assert public.dependencies("web") == ()
    assert set(whole.seen_by("staff").catalog.components) == {"web", "secret-sauce"}


def test_a_public_link_to_a_problem_of_the_staff_is_left_out():
    link = {"kind": "link", "at": "2026-11-23", "rel": "problem", "to": "weak-door"}
    entry = {**link, "audience": "public"}
    problem = ProblemHeader.model_validate({"title": "t", "state": "open", "audience": "staff"})
    whole = replace(
        library(record("2026-11-23-a", entry, audience="public")),
        problems={"weak-door": Problem("weak-door", problem)},
    )
    assert whole.seen_by("public").incidents["2026-11-23-a"].log == ()
    assert len(whole.seen_by("staff").incidents["2026-11-23-a"].log) == 1
