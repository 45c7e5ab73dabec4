"""One person, every part in a change and every course of reviews, in plain words."""

from tests.review.states import COMPONENTS, EMAILS, PARTS

DEMAND = {
    "approvals": 1,
    "from": ["group:web", "user:eve"],
    "exclude": list(PARTS),
    "fallback": [],
}
BENS_PARTS = {
    "none": {},
    "author": {"author": "2"},
    "committer": {"commits": [{"by": ["2"], "emails": []}]},
    "co-author of the second commit": {
        "commits": [{"by": ["1"], "emails": []}, {"by": ["1", "2"], "emails": []}]
    },
    "committer by an address": {"commits": [{"by": [None], "emails": ["ben@x"]}]},
    "pusher": {"pushers": ["2"]},
    "commander": {"commander": ["user:ben"], "responders": ["user:ben"]},
    "responder": {"responders": ["user:ben"]},
    "in a team that responded": {"responders": ["group:night"]},
    "author by another account": {"author": "22"},
    "author by a shared account": {"author": "90"},
    "in another team": {"web": ["user:cleo", "user:dan"]},
    "in a team below": {"web": ["user:cleo"], "parent": "group:web"},
    "gone from the catalog": {"accounts": []},
}
"""What Ben may have had to do with a change (threats A1, A3, A4, A5 and A9)."""
BENS_REVIEWS = (
    "",
    "approved",
    "approved older",
    "approved older, approved",
    "approved, changes_requested",
    "approved, changes_requested, dismissed",
    "changes_requested older, approved",
    "approved, changes_requested older",
    "approved, dismissed",
    "approved, commented",
    "commented",
    "approved by-bot",
    "approved by-22, changes_requested",
    "approved by-22",
    "approved by-90",
    "approved, approved by-22",
)
"""One after another (threats A2, A6, A7, A8 and A9)."""


def table(part, course, cleo, number, change, *, unknown):
    """The state in which Ben and Cleo are the only ones who review."""
    said = BENS_PARTS[part]
    record = {
        "did": ["closed"] if change in ("closed", "mixed") else ["appended"],
        "severity": ["SEV1"],
        "kind": ["incident"],
        "audience": ["staff"],
        "age": 1,
        "components": ["pay"],
        "commander": [],
        "responders": [],
        "opened_by": "user:ana",
        "origin": False,
    }
    record |= {key: said[key] for key in ("commander", "responders") if key in said}
    record["was"] = {key: record[key] for key in ("commander", "responders")}
    record["was"]["wrote"] = record["responders"]
    seat = DEMAND | {"approvals": number}
    reviews = [_told(words, at) for at, words in enumerate(course.split(", ")) if words]
    if cleo:
        reviews.append({"by": "3", "bot": False, "state": cleo, "commit": "head", "at": 0})
    web = said.get("web", ["user:ben", "user:cleo", "user:dan"])
    return {
        "people": {
            "user:ana": ["1"],
            "user:ben": said.get("accounts", ["2", "22", "90"]),
            "user:cleo": ["3"],
            "user:dan": ["4", "90"],
            "user:eve": ["5"],
        },
        "emails": EMAILS,
        "components": COMPONENTS,
        "teams": {
            "group:web": {"of": web, "parent": None},
            "group:night": {"of": ["user:ben"], "parent": said.get("parent")},
        },
        "today": "2026-11-26",
        "rules": [
            {
                "from": "2020-01-01",
                "owners": seat,
                "asks": [{"on": ["closed"], "when": {}, "require": seat}],
            }
        ],
        "author": said.get("author", "1"),
        "commits": said.get("commits", []) + [{"by": [None], "emails": []}] * unknown,
        "pushers": said.get("pushers", []),
        "reviews": reviews,
        "matters": [] if change == "governed" else [record],
        "governed": change in ("governed", "mixed"),
        **dict.fromkeys(
            ("held", "missing", "findings", "conflicts", "shadows", "overtaken", "sealed"), False
        ),
    }


def _told(words, at):
    state, *more = words.split()
    return {
        "by": next((w[3:] for w in more if w in ("by-22", "by-90")), "2"),
        "bot": "by-bot" in more,
        "state": state,
        "commit": "older" if "older" in more else "head",
        "at": at,
    }
