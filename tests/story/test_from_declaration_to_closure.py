"""One incident from its declaration to its closure, and every refusal on the way.

The git server is real and judges every push; the forge is a fake GitHub that is held to GitHub's
published description; the service that is asked whether it works is a real HTTP server.
"""

import json
import re
from datetime import UTC, datetime, timedelta

RUNBOOK = "runbooks/pool-exhausted.md"
ACTION = f"""title: Say how to tell which client it is
kind: document
owner: user:ben
due: {datetime.now(UTC).date() + timedelta(days=30)}
blocking: true
changes: [{RUNBOOK}]
"""
SUMMARY = "The pool was too small for the evening"


def test_an_incident_closes_when_it_is_over_and_what_was_learned_is_kept(shop):
    incident = _declared(shop)
    action = f"postmortems/{incident[:4]}/{incident}/actions/which-client.yaml"
    shop.write(action, ACTION)
    assert shop.push() == "", "what is to be done later asks nobody"

    _everything_is_told_at_once(shop)
    _a_check_fails_and_then_passes(shop)
    _the_action_has_one_issue(shop, incident)
    _done_means_that_something_changed(shop, incident)
    _what_was_learned_is_drafted(shop, incident)
    _the_right_people_close_it(shop, incident)


def _declared(shop):
    told = shop.done(
        "new", "Orders cannot be paid", "--slug", "pay", "--component", "checkout",
        "--severity", "SEV3", "--started", "-30m", "--format", "json",
    )  # fmt: skip
    shop.done("log", "--detected", "--source", "customer", "A shop called us")
    shop.done("log", "--impact", "checkout=partial", "Every second payment fails", "--push")
    return json.loads(told)["id"]


def _everything_is_told_at_once(shop):
    """5.1, 5.3, 5.6: whoever wants to be done hears all of it."""
    phrase = ("--summary", "Issue resolved", "--no-changes")
    assert shop.refused("pay", *phrase) == {"WB5505", "WB5101", "WB5102", "WB5301", "WB6402"}
    shop.done("log", "--tool", "helm", "Enlarged the pool")
    shop.done("log", "--resolved", "No error for ten minutes", "--push")
    assert shop.refused("pay", *phrase) == {"WB5102", "WB5301", "WB6402"}


def _a_check_fails_and_then_passes(shop):
    """5.3: a failure is written down, and holds the closure up until the check passes."""
    shop.service.answers["/pay"] = (503, {}, b"busy")
    assert shop.run("verify", "pay", "--push").code == 1
    assert shop.refused("pay", "--summary", SUMMARY, "--no-changes") == {"WB5301", "WB6402"}
    shop.service.answers["/pay"] = (200, {}, b"paid")
    shop.done("verify", "pay", "--push")
    assert shop.service.paths.count("/pay") > 2
    assert shop.refused("pay", "--summary", SUMMARY, "--no-changes") == {"WB6402"}


def _the_action_has_one_issue(shop, incident):
    """6.3: and a second run makes no second one."""
    for _ in range(2):
        shop.done("follow-up", "--apply")
    issue = _issue(shop, incident)
    assert "Say how to tell which client it is" in issue.title
    assert issue.state == "open"


def _issue(shop, incident):
    (found,) = [i for i in shop.forge.issues.values() if f"{incident}/which-client -->" in i.body]
    return found


def _done_means_that_something_changed(shop, incident):
    """6.4: the runbook that the action names has to have changed since."""
    shop.ana.git("switch", "--quiet", "--create", "close-pay")
    done = ("actions", "set", f"{incident}/which-client", "--status", "done")
    refused = shop.run(*done)
    assert refused.code == 1
    assert _codes(refused.stdout + refused.stderr) == {"WB6403"}
    text = (shop.ana.root / RUNBOOK).read_text("utf-8")
    shop.write(RUNBOOK, text.replace("by client", "by client, in `pg_stat_activity`"))
    shop.done(*done)


def _what_was_learned_is_drafted(shop, incident):
    """6.1, 6.2: from the record; what only people know is left to them, and has to be said."""
    shop.done("postmortem", "draft", "pay")
    path = f"postmortems/{incident[:4]}/{incident}/postmortem.md"
    draft = (shop.ana.root / path).read_text("utf-8")
    assert "Enlarged the pool" in draft
    assert "customer" in draft.partition("## Detection")[2].partition("\n## ")[0]
    ran = shop.run("close", "pay", "--check")
    assert "WB6203" in _codes(ran.stdout)
    shop.write(
        path,
        re.sub(r"^(## .*)$", r"\1\n\nNothing that we could have known.", draft, flags=re.MULTILINE),
    )
    again = shop.done("postmortem", "draft", "pay")
    assert (shop.ana.root / path).read_text("utf-8").count("Nothing that we could") > 5, again


def _the_right_people_close_it(shop, incident):
    """5.2: somebody who took no part approves the very commit."""
    closed = shop.done("close", "pay", "--summary", SUMMARY, "--no-changes")
    assert closed.startswith(f"closed {incident}\n")
    assert _codes(shop.push()) == {"WB5201"}
    shop.sign("ana", "HEAD", "--push", cwd=shop.ana)
    assert _codes(shop.push()) == {"WB5201"}, "nobody approves what they did"
    tip = shop.server.tip
    shop.sign("cleo", "HEAD", "--push", cwd=shop.ana)
    assert shop.push() == ""
    assert shop.server.tip != tip
    assert "nothing to complain about" in shop.done("check", incident)
    shown = json.loads(shop.done("show", "pay", "--format", "json"))
    assert shown["status"] == "closed"
    assert shown["header"]["resolution"]["actions"][0]["tool"] == "helm"
    shop.done("follow-up", "--apply")
    assert _issue(shop, incident).state == "closed"


def _codes(said):
    return set(re.findall(r"WB[0-9]{4}", said))
