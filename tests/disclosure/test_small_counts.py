"""Small numbers point at somebody: the public does not read them (6.6)."""

from tests.disclosure.conftest import ID

HEADER = """title: Orders cannot be paid
kind: incident
audience: public
components: [checkout]
customer_impact:
  text: Some could not pay.
  counts:
    - {what: shops without a till, count: 3}
    - {what: orders that failed, count: 7}
    - {what: orders that were lost, count: 0}
"""
RULE = "  - {from: 2026-11-27, least_count: 10}\n"


def _told(shop, audience):
    shop.repository.commit("Change")
    build = shop.repository.root.parent / audience
    words = ("--audience", audience, "--to", str(build))
    ran = shop.run("publish", *words, cwd=shop.repository)
    assert ran.code == 0, ran.stderr
    return next((build / "site").rglob(f"{ID}/index.html")).read_text(encoding="utf-8")


def test_6_6_a_small_count_is_left_out_for_the_public_alone(shop):
    shop.write(header=HEADER)
    public = _told(shop, "public")
    assert "Some could not pay." in public
    assert "shops without a till" not in public
    assert "orders that failed" in public
    assert "orders that were lost" in public
    assert "shops without a till" in _told(shop, "staff")


def test_6_6_policy_says_what_is_small_and_pages_follow_it(shop):
    shop.write(header=HEADER)
    assert "orders that failed" in _told(shop, "public")
    shop.policy(RULE)
    assert "orders that failed" not in _told(shop, "public")
    shop.policy(RULE.replace("10", "0"))
    assert "shops without a till" in _told(shop, "public")


def test_6_6_what_others_published_of_themselves_stays(shop):
    origin = "origin: {system: their page, id: '1', url: 'https://status.other.example/1'}\n"
    ended = "closed: {status: closed}\n"
    shop.write("- {kind: closed, at: 2026-11-27T09:30Z}\n", header=f"{HEADER}{origin}{ended}")
    assert "shops without a till" in _told(shop, "public")
