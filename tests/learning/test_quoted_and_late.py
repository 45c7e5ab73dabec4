"""What others said, what was taken back and what came late is drafted as what it is (6.2, 3.6)."""

ID = "2026-11-23-checkout-errors"
PATH = f"postmortems/2026/{ID}/postmortem.md"


def drafted(wakebook, shop):
    """The draft of the incident as it is now."""
    ran = wakebook("postmortem", "draft", ID, "--stdout", cwd=shop)
    assert ran.code == 0, ran.stderr
    return ran.stdout


def test_6_2_who_took_no_part_is_no_responder(shop, incident, wakebook):
    people = shop.root / "catalog/people.yaml"
    before, cleo, after = people.read_text().partition("displayName: Cleo")
    people.write_text(before + cleo + after.replace("memberOf: [web]", "memberOf: []", 1))
    incident(closed=False)
    shop.commit("Open")
    quoted = ("--confirm", "restoration", "Paid for an order", "--by", "cleo")
    assert wakebook("log", "-i", ID, *quoted, cwd=shop).code == 0
    text = drafted(wakebook, shop)
    told = "by one of us, written down by another"
    assert f"Confirmed {told}: restoration." in text
    assert f"restoration, confirmed {told}\n" in text
    assert "responder" not in text


def test_3_6_what_is_added_to_a_closed_record_told_nobody(shop, incident, wakebook):
    incident()
    shop.commit("Close")
    assert wakebook("log", "-i", ID, "The pool was seen before", cwd=shop).code == 0
    text = drafted(wakebook, shop)
    assert "The log holds no update, so it does not say who was told." in text
    assert "Noted after the closure: The pool was seen before." in text
    told = "- {kind: update, at: 2026-11-23T14:10Z, by: 'user:ben', text: We look at it.}\n"
    incident(log=told)
    text = drafted(wakebook, shop)
    assert "1 update for the staff:\n\n- First on 23 Nov 2026, 14:10 UTC" in text
    assert "First update (staff): We look at it." in text
    assert "Noted after the closure: The pool was seen before." in text


def test_3_6_an_update_after_a_reopening_tells_again(shop, incident, wakebook):
    folder = incident()
    again = """- {kind: reopened, at: 2026-11-24T08:00Z, by: 'user:ben'}
- {kind: update, at: 2026-11-24T08:05Z, by: 'user:ben', text: It is back.}
"""
    shop.write(f"{folder}/timeline/20261124T080500Z-0001.yaml", again)
    assert "1 update for the staff:" in drafted(wakebook, shop)
