"""What is for fewer readers than a draft never gets into it (requirements 6.2, 6.6)."""

import pytest

ID = "2026-11-23-checkout-errors"
PATH = f"postmortems/2026/{ID}/postmortem.md"
KINDS = {
    "observation": "text: CANARY is seen",
    "action": "text: CANARY is done\n  tool: CANARY",
    "report": "source: CANARY\n  text: CANARY is told",
    "decision": "ref: canary\n  text: CANARY or not?\n  chosen: CANARY",
    "update": "ref: canary\n  text: CANARY is public",
    "delivery": "ref: told\n  channel: CANARY\n  to: CANARY\n  outcome: CANARY",
    "severity": "level: SEV1\n  reason: CANARY",
    "impact": "component: payments\n  region: CANARY\n  state: degraded",
    "verification": "check: CANARY\n  result: failed",
    "confirmation": "who: user:ben\n  of: CANARY",
    "link": "rel: caused_by_change\n  to: CANARY",
    "task": "ref: canary\n  owner: user:ben\n  text: CANARY",
    "vendor": "ref: canary\n  vendor: vendor:acme-cdn\n  access: CANARY",
    "major_declared": "criterion: CANARY",
    "identified": "text: CANARY",
}


def draft(wakebook, shop, *options):
    """A draft on standard output."""
    ran = wakebook("postmortem", "draft", ID, "--stdout", *options, cwd=shop)
    assert ran.code == 0, ran.stderr
    return ran.stdout


@pytest.mark.parametrize("kind", KINDS)
def test_a_restricted_entry_is_not_in_a_draft_for_the_staff(shop, incident, wakebook, kind):
    told = "- {kind: update, at: 2026-11-23T14:09Z, by: 'user:ben', ref: told, text: We look.}\n"
    secret = f"{told}- kind: {kind}\n  at: 2026-11-23T14:10Z\n  by: user:ben\n  {KINDS[kind]}\n"
    incident(log=secret)
    assert "canary" in draft(wakebook, shop).casefold(), "it is told as long as it may be"
    incident(log=f"{secret}  audience: restricted\n")
    hidden = draft(wakebook, shop)
    assert "canary" not in hidden.casefold()
    assert "are for fewer readers than this text" in hidden
    assert "canary" in draft(wakebook, shop, "--audience", "restricted").casefold()


def test_a_narrowed_field_is_left_out_and_told(shop, incident, wakebook):
    said = "- kind: action\n  at: 2026-11-23T14:10Z\n  by: user:ben\n  text: Restarted it.\n"
    incident(log=f"{said}  tool: CANARY\n  source: CANARY\n  audiences: {{source: restricted}}\n")
    assert "CANARY" not in draft(wakebook, shop)
    assert "fewer readers" in draft(wakebook, shop)
    top = "customer_impact: {text: CANARY}\naudiences: {customer_impact: restricted}\n"
    incident(header=top)
    assert "CANARY" not in draft(wakebook, shop)
    assert "fewer readers" in draft(wakebook, shop)


def test_a_correction_that_narrows_counts(shop, incident, wakebook):
    said = "- kind: observation\n  at: 2026-11-23T14:10Z\n  by: user:ben\n  text: CANARY\n"
    folder = incident(log=said)
    stem = next((shop.root / folder / "timeline").iterdir()).stem
    fix = f"- kind: correction\n  at: 2026-11-24T09:00Z\n  by: user:ben\n  corrects: {stem}#8\n"
    shop.write(
        f"{folder}/timeline/20261124T090000Z-0001.yaml", f"{fix}  set: {{audience: restricted}}\n"
    )
    assert "CANARY" not in draft(wakebook, shop)


def test_a_restricted_record_has_a_restricted_draft(shop, incident, wakebook):
    folder = incident()
    header = shop.root / folder / "incident.yaml"
    header.write_text(header.read_text().replace("audience: staff", "audience: restricted"))
    assert "audience: restricted\n" in draft(wakebook, shop)
    ran = wakebook("postmortem", "draft", ID, "--stdout", "--audience", "staff", cwd=shop)
    assert ran.code == 1
    assert "Checkout" not in ran.stdout + ran.stderr


def test_the_public_reads_the_public_face(shop, incident, wakebook):
    face = "public: {title: Paying was slow, components: [Shop], summary: Some waited.}\n"
    incident(header=f"summary: CANARY\n{face}")
    text = draft(wakebook, shop, "--audience", "public")
    assert "**Paying was slow**" in text
    assert "CANARY" not in text
    assert "answers with errors" not in text


def test_links_to_what_the_readers_may_not_know_are_left_out(shop, incident, wakebook):
    other = "2026-11-22-neutral"
    log = (
        f"- {{kind: link, at: 2026-11-23T15:00Z, by: 'user:ben', rel: follow_up_of, to: {other}}}\n"
    )
    incident(log=log)
    folder = incident(other)
    assert "Follows: Checkout answers with errors" in draft(wakebook, shop)
    header = shop.root / folder / "incident.yaml"
    header.write_text(header.read_text().replace("audience: staff", "audience: restricted"))
    assert other not in draft(wakebook, shop)


def test_the_past_that_the_readers_may_not_know_gives_no_reason(shop, incident, wakebook):
    for name in ("2026-11-20-checkout-one", "2026-11-21-checkout-two"):
        incident(name)
    incident()
    assert "2026-11-21-checkout-two" in draft(wakebook, shop)
    header = shop.root / "incidents/2026/2026-11-21-checkout-two/incident.yaml"
    header.write_text(header.read_text().replace("audience: staff", "audience: restricted"))
    assert "Needed because" not in draft(wakebook, shop)
    assert "2026-11-21-checkout-two" in draft(wakebook, shop, "--audience", "restricted")


def test_a_wider_front_matter_narrows_what_is_renewed(shop, incident, wakebook):
    said = "- kind: observation\n  at: 2026-11-23T14:10Z\n  by: user:ben\n  text: CANARY\n"
    incident(log=said, header="public: {title: Paying was slow, components: [Shop]}\n")
    assert wakebook("postmortem", "draft", ID, cwd=shop).code == 0
    file = shop.root / PATH
    assert "CANARY" in file.read_text()
    file.write_text(file.read_text().replace("audience: staff", "audience: public"))
    assert wakebook("postmortem", "draft", ID, cwd=shop).code == 0
    assert "CANARY" not in file.read_text()


def test_what_the_public_cannot_see_was_not_told_to_it(shop, incident, wakebook):
    log = """- {kind: update, at: 2026-11-23T14:09Z, by: 'user:ben', audience: public, text: A.}
- {kind: update, at: 2026-11-23T14:12Z, by: 'user:ben', audience: staff, text: B.}
"""
    incident(log=log)
    text = draft(wakebook, shop)
    assert "1 update written for the public and not published: " in text
    assert "for the public:" not in text
    assert "1 update for the staff:" in text
    assert "- 14:09 UTC: Update written for the public, not published: A." in text
    assert "- 14:12 UTC: First update (staff): B." in text
    incident(log=log, header="public: {title: Errors, components: [Checkout]}\n")
    text = draft(wakebook, shop)
    assert "1 update for the public:" in text
    assert "not published" not in text
    assert "First update (public)" in text
