"""People of imported records: mapped by the catalog or kept as text if asked, never invented."""

import json

import pytest

KEY = "wakebook.dev/github-login: {}-shop"
JO = {"id": "PU1", "type": "user_reference", "summary": "Jo Miller"}
KIM = {"id": "PU2", "type": "user_reference", "summary": "Kim Ode"}
BOT = {"id": "PB1", "type": "service_reference", "summary": "Jo Miller"}


def knows(importing, user="ana", words="PU1", email=None):
    """Let the catalog say what other systems call a user."""

    def added(text):
        key = KEY.format(user)
        text = text.replace(key, f'{key}\n    wakebook.dev/aliases: "{words}"')
        name = f"displayName: {user.title()}"
        return text.replace(name, f"{name}\n    email: {email}") if email else text

    file = importing.repository.root / "catalog" / "people.yaml"
    file.write_text(added(file.read_text()))


def entry(sort, clock, agent=JO, **more):
    at = f"2026-03-02T{clock}:00Z"
    return {
        "id": f"R{clock}",
        "type": f"{sort}_log_entry",
        "created_at": at,
        "agent": agent,
        **more,
    }


LOG = [
    entry("trigger", "10:00", BOT),
    entry("assign", "10:01", BOT, assignees=[KIM]),
    entry("assign", "10:02", KIM, assignees=[JO]),
    entry("acknowledge", "10:05"),
    entry("assign", "10:10", assignees=[KIM]),
    entry("resolve", "11:30", KIM),
]


def incident(log=LOG, **more):
    return {
        "id": "PT4X",
        "type": "incident",
        "title": "Payments are declined",
        "created_at": "2026-03-02T10:00:00Z",
        "status": "resolved",
        "last_status_change_at": "2026-03-02T11:30:00Z",
        "last_status_change_by": KIM,
        "log_entries": log,
        **more,
    }


def paged(importing, *given, **more):
    importing.write("i.json", json.dumps(incident(**more), indent=1))
    code, plan = importing.run("pagerduty", "i.json", *given)
    (item,) = plan["items"]
    return code, item, " | ".join(remark["message"] for remark in plan["remarks"])


def log(importing, item):
    return importing.log(item["incident"])


def entries(text, *keys):
    """What each entry of a log says under some keys."""
    found = []
    for part in text.split("- kind: ")[1:]:
        kind, *lines = part.splitlines()
        told = dict(line.strip().split(": ", 1) for line in lines if ": " in line)
        found.append((kind, *(told.get(key) for key in keys)))
    return found


def fates(item):
    return {row["field"]: row["outcome"] for row in item["fields"]}


def test_whom_the_catalog_knows_is_named(importing):
    knows(importing, "ana", "PU1")
    knows(importing, "ben", "kim ode")
    code, item, told = paged(importing)
    assert (code, told) == (0, "")
    signed = entries(log(importing, item), "by")
    assert ("acknowledged", "user:ana") in signed
    assert ("detected", None) in signed
    assert signed[-2:] == [("resolved", "user:ben"), ("closed", None)]
    roles = [e[1:] for e in entries(log(importing, item), "role", "from", "to", "by") if e[1]]
    assert roles == [
        ("assignee", "none", "user:ben", None),
        ("assignee", "user:ben", "user:ana", "user:ben"),
        ("assignee", "user:ana", "user:ben", "user:ana"),
    ]
    assert fates(item)["log_entries.acknowledge.agent"] == "mapped"
    assert fates(item)["log_entries.assign.assignees"] == "mapped"
    assert "Miller" not in json.dumps(item) + log(importing, item)
    assert importing.check("standard").stdout.endswith("nothing to complain about\n")
    _, again, told = paged(importing)
    assert (again["deed"], again["fields"], told) == ("unchanged", item["fields"], "")


def test_whoever_is_not_known_stays_behind_and_is_counted_once(importing):
    code, item, told = paged(importing)
    assert code == 0
    assert told.startswith(
        "2 people, by their ids or names, are not in the catalog, so they stay behind; list"
    )
    assert "wakebook.dev/aliases of their User, before the import" in told
    text = log(importing, item)
    assert "by:" not in text + told
    assert "role" not in text
    assert "Miller" not in json.dumps(item) + told
    assert fates(item)["log_entries.acknowledge.agent"] == "lost"


def test_a_role_that_goes_to_a_stranger_names_nobody(importing):
    knows(importing)
    _, item, told = paged(importing)
    roles = [e[1:] for e in entries(log(importing, item), "from", "to") if e[0] == "role"]
    assert told.startswith("1 person is not in the catalog, so they stay behind")
    assert roles == [("none", "user:ana"), ("user:ana", '"external: somebody else"')]
    assert importing.check("standard").code == 0


def test_several_people_at_once_are_no_one_holder(importing):
    knows(importing, "ana", "PU1")
    knows(importing, "ben", "PU2")
    both = [entry("assign", "10:02", assignees=[JO, KIM]), LOG[-1]]
    _, item, _ = paged(importing, log=both)
    assert "kind: role" not in log(importing, item)
    importing.write("i.json", json.dumps(incident(id="PT5", log=[LOG[2], both[0], LOG[-1]])))
    _, plan = importing.run("pagerduty", "i.json")
    roles = [e[1:] for e in entries(log(importing, plan["items"][0]), "to") if e[0] == "role"]
    assert roles == [("user:ana",)]


def test_an_alias_of_two_users_is_nobodys_and_told(importing):
    knows(importing, "ana", "Jo Miller")
    knows(importing, "ben", "jo  miller")
    code, item, told = paged(importing)
    assert code == 0
    assert "user:" not in log(importing, item)
    assert "fits user:ana and user:ben by wakebook.dev/aliases or the address of each" in told
    assert "1 person is not in the catalog, so they stay behind" in told
    assert "Miller" not in told


def test_a_word_that_is_one_users_decides_between_two(importing):
    knows(importing, "ana", "Jo Miller, PU1")
    knows(importing, "ben", "Jo Miller")
    _, item, _ = paged(importing)
    assert ("acknowledged", "user:ana") in entries(log(importing, item), "by")


def test_words_that_contradict_each_other_are_nobodys(importing):
    knows(importing, "ana", "PU1")
    knows(importing, "ben", "Jo Miller")
    _, item, told = paged(importing)
    assert "user:" not in log(importing, item)
    assert "fits user:ana and user:ben by" in told


@pytest.mark.parametrize("flags", [([], ["--external"]), (["--external"], [])])
def test_names_that_are_wanted_in_one_run_only_change_nothing(importing, flags):
    first, second = flags
    _, item, _ = paged(importing, *first, log=LOG[:2] + LOG[5:])
    before = log(importing, item)
    late = [*LOG[:2], entry("resolve", "11:31", KIM)]
    code, again, _ = paged(importing, *second, log=late)
    told = " ".join(remark["message"] for remark in again["remarks"])

    assert code == 0
    assert "role" not in told
    assert before.count("kind: role") == log(importing, item).count("kind: role")


@pytest.mark.parametrize("called", ["PU1", "jo@shop.example", "jo.doe"])
def test_nobody_becomes_somebody_by_calling_themselves_like_an_account(importing, called):
    knows(importing, words="PU1, jo.doe", email="jo@shop.example")
    other = {"id": "PX9", "type": "user_reference", "summary": called}
    _, item, told = paged(importing, log=[entry("acknowledge", "10:05", other)])

    assert "user:ana" not in log(importing, item)
    assert "not in the catalog" in told


def test_a_name_in_the_catalog_alone_is_no_alias(importing):
    ana = {"id": "ana", "type": "user_reference", "summary": "Ana"}
    _, item, _ = paged(importing, log=[entry("acknowledge", "10:05", ana), LOG[-1]])
    assert "user:ana" not in log(importing, item)


def test_names_are_kept_as_text_only_if_that_is_asked_for(importing):
    knows(importing)
    address = {**KIM, "id": "PU3", "summary": "kim@shop.example"}
    notes = [{"id": "N", "user": address, "content": "Hm.", "created_at": LOG[3]["created_at"]}]
    _, item, told = paged(importing, "--external", notes=notes)
    text = log(importing, item)
    assert ("resolved", '"external: Kim Ode"') in entries(text, "by")
    assert ("role", '"external: Kim Ode"', "user:ana") in entries(text, "from", "to")
    assert "kim@" not in text
    assert "2 people, by their ids or names, are not in the catalog, so only their names" in told
    assert fates(item)["log_entries.resolve.agent"] == "kept"
    assert fates(item)["notes.user"] == "lost"
    assert importing.check("standard").code == 0
    assert paged(importing, notes=notes)[1]["deed"] == "unchanged"


def test_a_format_without_people_has_none_to_keep(wakebook, importing):
    importing.write("s.json", "[]")
    ran = wakebook(
        "import",
        "statuspage",
        str(importing.source / "s.json"),
        "--external",
        cwd=importing.repository,
    )
    assert ran.code == 2
    assert "statuspage has no people of its own to keep; leave --external out" in ran.stderr


def test_an_incident_without_a_log_tells_what_it_knows(importing):
    knows(importing, "ana", email="jo@shop.example", words="-")
    knows(importing, "ben", "PU2")
    mail = {**JO, "email": "Jo@Shop.Example"}
    ack = {"at": "2026-03-02T10:05:00Z", "acknowledger": mail}
    mine = {"at": "2026-03-02T10:03:00Z", "assignee": mail}
    update = {"id": "U1", "message": "We look.", "sender": mail, "created_at": ack["at"]}
    more = {"acknowledgements": [ack], "assignments": [mine], "status_updates": [update]}
    _, item, told = paged(importing, log=[], **more)
    signed = entries(log(importing, item), "by")
    assert told == ""
    assert {("acknowledged", "user:ana"), ("update", "user:ana")} <= {*signed}
    assert ("resolved", "user:ben") in signed
    assert ("role", "none", "user:ana") in entries(log(importing, item), "from", "to")
    assert importing.check("standard").code == 0


def test_nobody_is_quoted_in_what_still_runs(importing):
    knows(importing)
    _, item, _ = paged(importing, log=LOG[:4], status="acknowledged")
    text = log(importing, item)
    assert {by for _, by in entries(text, "by")} == {"system:pagerduty"}
    assert ("role", "none", "user:ana") in entries(text, "from", "to")
    importing.a_day_passes()
    code, item, _ = paged(importing)
    assert (code, item["deed"]) == (0, "changed")
    assert ("role", "user:ana", '"external: somebody else"') in entries(
        log(importing, item), "from", "to"
    )
    assert importing.check("lenient").code == 0
    assert paged(importing)[1]["deed"] == "unchanged"


def test_a_later_import_leaves_the_names_of_entries_as_they_are(importing):
    paged(importing)
    before = importing.log("2026-03-02-payments-are-declined-pt4x")
    knows(importing)
    importing.a_day_passes()
    assert paged(importing)[1]["deed"] == "unchanged"
    code, item, _ = paged(importing, title="Payments are declined again")
    assert (code, item["deed"]) == (0, "changed")
    assert log(importing, item) == before


def test_a_correction_is_nobodys_of_the_source(importing):
    knows(importing)
    note = {"id": "N", "user": JO, "content": "A queue.", "created_at": LOG[3]["created_at"]}
    paged(importing, notes=[note])
    importing.a_day_passes()
    code, item, _ = paged(importing, notes=[{**note, "content": "Two queues."}])
    assert (code, item["deed"]) == (0, "changed")
    text = log(importing, item)
    assert ("observation", "user:ana", "A queue.") in entries(text, "by", "text")
    assert ("correction", "system:pagerduty") in entries(text, "by")
    assert importing.check("standard").code == 0


def alert(**more):
    return {
        "id": "a1",
        "message": "The queue is full",
        "status": "closed",
        "createdAt": "2026-03-02T10:00:00Z",
        "owner": "Jo@shop.example",
        "report": {
            "ackTime": 300_000,
            "closeTime": 3_600_000,
            "acknowledgedBy": "jo@shop.example",
            "closedBy": "Alert API",
        },
        **more,
    }


def test_opsgenie_knows_people_by_their_addresses(importing):
    knows(importing, words="jo@shop.example")
    said = {"createdAt": "2026-03-02T10:20:00Z", "owner": "jo@shop.example"}
    importing.write("i.json", json.dumps(alert(notes=[{"note": "Full.", **said}])))
    code, plan = importing.run("opsgenie", "i.json", "--external")
    (item,) = plan["items"]
    signed = entries(log(importing, item), "by")
    assert code == 0
    assert [each for each in signed if each[1]] == [
        ("acknowledged", "user:ana"),
        ("observation", "user:ana"),
    ]
    assert ("role", "unknown", "user:ana") in entries(log(importing, item), "at", "to")
    assert fates(item)["report.closedBy"] == "lost"
    assert "jo@" not in log(importing, item).lower()
    assert importing.check("standard").code == 0


def test_opsgenies_log_tells_who(importing):
    knows(importing, words="jo@shop.example")
    logs = [
        {"log": f"Alert {deed} via web", "createdAt": f"2026-03-02T{at}:00Z", "owner": owner}
        for deed, at, owner in (
            ("acknowledged", "10:05", "System"),
            ("closed", "10:30", "jo@shop.example"),
            ("reopened", "10:40", "kim@shop.example"),
            ("closed", "10:50", "jo@shop.example"),
        )
    ]
    importing.write("i.json", json.dumps(alert(logs=logs, owner="")))
    _, plan = importing.run("opsgenie", "i.json")
    signed = entries(log(importing, plan["items"][0]), "by")
    assert [each for each in signed if each[0] in ("acknowledged", "resolved", "reopened")] == [
        ("acknowledged", None),
        ("resolved", "user:ana"),
        ("reopened", None),
        ("resolved", "user:ana"),
    ]


COLUMNS = "number,incident_state,opened_at,sys_updated_at,sys_updated_by,assigned_to,resolved_by"
ROWS = (
    ("New", "10:00", "system", ""),
    ("Active", "10:05", "jo.miller", '"Miller, Jo"'),
    ("Resolved", "10:30", "jo.miller", '"Miller, Jo"'),
    ("Active", "10:40", "kim", "Kim Ode"),
    ("Resolved", "11:00", "kim", "Kim Ode"),
    ("Closed", "12:00", "system", "Kim Ode"),
)


def ticket(importing, *given, rows=ROWS):
    day = "2026-02-25"
    lines = [
        f"INC7,{state},{day} 10:00,{day} {at},{by},{to},jo.miller" for state, at, by, to in rows
    ]
    importing.write("t.csv", "\n".join([COLUMNS, *lines]) + "\n")
    code, plan = importing.run("servicenow", "t.csv", "--zone", "UTC", *given)
    (item,) = plan["items"]
    return code, item, " | ".join(remark["message"] for remark in plan["remarks"])


def test_servicenow_tells_who_wrote_a_row_and_who_had_the_ticket(importing):
    knows(importing, words="jo.miller, Miller Jo")
    code, item, told = ticket(importing)
    text = log(importing, item)
    assert code == 0
    assert "1 person is not in the catalog, so they stay behind" in told
    assert [e for e in entries(text, "by") if e[0] in ("acknowledged", "resolved", "closed")] == [
        ("acknowledged", "user:ana"),
        ("resolved", "user:ana"),
        ("resolved", "user:ana"),
        ("closed", None),
    ]
    roles = [e[1:] for e in entries(text, "from", "to", "by") if e[0] == "role"]
    assert roles == [
        ("none", "user:ana", "user:ana"),
        ("user:ana", '"external: Kim Ode"', None),
    ]
    assert importing.check("standard").code == 0
    assert ticket(importing)[1]["deed"] == "unchanged"


def test_more_rows_go_on_from_the_holder_that_the_record_has(importing):
    ticket(importing, rows=ROWS[:3])
    knows(importing, words="jo.miller, Miller Jo")
    importing.a_day_passes()
    code, item, _ = ticket(importing)
    text = log(importing, item)
    assert (code, item["deed"]) == (0, "changed")
    roles = [e[1:] for e in entries(text, "from", "to") if e[0] == "role"]
    assert roles == [
        ("none", '"external: Miller, Jo"'),
        ('"external: Miller, Jo"', '"external: Kim Ode"'),
    ]
    assert "corrects" not in text
    assert importing.check("standard").code == 0
    assert ticket(importing)[1]["deed"] == "unchanged"


def test_a_list_of_tickets_tells_who_resolved_and_not_who_wrote(importing):
    knows(importing, words="jo.miller")
    knows(importing, "ben", "kim")
    _, item, _ = ticket(importing, rows=[("Resolved", "11:00", "kim", "")])
    signed = entries(log(importing, item), "by")
    assert ("resolved", "user:ana") in signed
    assert "user:ben" not in log(importing, item)


@pytest.mark.parametrize(
    "odd",
    [4, "", None, [], {}, [[]], [{"id": {}}], {"id": []}, {"id": "", "summary": "\u202e"}],
)
def test_odd_people_are_read_or_left(importing, odd):
    knows(importing, words=", ,\\u0000")
    log = [entry("acknowledge", "10:05", odd), entry("assign", "10:06", odd, assignees=odd)]
    more = {
        "assignments": odd,
        "acknowledgements": [{"acknowledger": odd}],
        "notes": [{"user": odd}],
    }
    _, item, _ = paged(importing, "--external", log=log, last_status_change_by=odd, **more)
    assert item["deed"] in ("create", "cannot")
    assert importing.check("lenient").code in (0, 1)
