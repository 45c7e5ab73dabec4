"""A closure waits for the forge's issues that the log links to (requirement 5.6)."""

import pytest
from tests.gate.conftest import Shop
from tests.github.fake.faults import server_error
from tests.github.fake.issues import Issue
from tests.review.conftest import CLOSED_HEADER, CLOSING, OPEN

pytestmark = pytest.mark.daily(3)

LINK = "- {{kind: link, at: 2026-11-23T14:50Z, by: 'user:ana', rel: ticket, to: '{to}'}}\n"
TAKEN = f"{OPEN}/timeline/20261123T145000Z-0009.yaml"


@pytest.fixture
def closing(shop: Shop):
    """A pull request that closes an incident with a link, approved by Ben."""

    def propose(to: str, more: str = ""):
        shop.github.issues[50] = Issue(50, shop.person("cleo"), "Own pool", "")
        files = {
            f"{OPEN}/timeline/20261124T090000Z-91bc.yaml": CLOSING + more,
            f"{OPEN}/incident.yaml": CLOSED_HEADER,
            TAKEN: LINK.format(to=to),
        }
        pull = shop.propose(files)
        shop.github.review(pull, shop.person("ben"))
        return pull

    return propose


@pytest.mark.variants(4, every=2)
@pytest.mark.parametrize(
    "to",
    [
        "github:shop/records#50", "https://github.com/shop/records/issues/50",
        "shop/records#50", "GitHub:Shop/records#50", "github:shop/records/50",
        "github:shop/records#0050", "HTTPS://www.GitHub.com/shop/records/pull/050/?a=b#c",
    ],
)  # fmt: skip
def test_5_6_an_open_issue_holds_a_closure_up_and_a_closed_one_lets_it_through(shop, closing, to):
    pull = closing(to)
    shop.gate("merge")
    assert pull.merged is None
    shop.gate("judge")
    (comment,) = [c for c in shop.github.comments if c.pull == pull.number]
    assert "which is open; close that first" in comment.body
    assert "WB5603" in comment.body
    shop.github.issues[50].close()
    assert shop.gate("merge").code == 0
    assert pull.merged is not None


def test_5_6_what_the_forge_does_not_tell_is_unknown_and_never_met(shop, closing):
    pull = closing("github:shop/records#50")
    shop.github.issues[50].close()
    shop.github.fail("GET", "/issues/50$", *[server_error()] * 9)
    shop.gate("merge")
    assert pull.merged is None


@pytest.mark.variants(4, every=3)
@pytest.mark.parametrize(
    "to",
    [
        "github:other/secrets#1", "https://gitlab.example/a/b/issues/1", "github:shop/records#77",
        "#50", "GH-50", "shop/records #50", "github: shop/records issue 50", "GitLab:a/b!7",
        "github:shop/../user#1", "shop/records\N{FULLWIDTH NUMBER SIGN}50", "github:shop/records#0",
        "https://code.example/a/b/-/merge_requests/7",
    ],
)  # fmt: skip
def test_5_6_what_another_host_or_repository_would_have_to_tell_is_unknown(shop, closing, to):
    pull = closing(to)
    shop.gate("merge")
    assert pull.merged is None
    shop.gate("judge")
    assert "is not known here" in shop.github.comments[-1].body


@pytest.mark.parametrize("to", ["OPS-12", "room 7/2", "https://desk.example/browse/OPS-12"])
def test_5_6_words_that_lead_to_no_forge_hold_nothing_up(shop, closing, to):
    pull = closing(to)
    assert shop.gate("merge").code == 0
    assert pull.merged is not None


def test_5_6_a_link_that_was_taken_back_holds_nothing_up(shop, closing):
    back = (
        "- kind: correction\n  at: 2026-11-24T08:59Z\n  by: user:ana\n"
        "  corrects: 20261123T145000Z-0009#1\n  retract: true\n"
    )
    pull = closing("github:shop/records#50", back)
    ran = shop.gate("merge")
    assert pull.merged is not None, ran.stderr


def test_5_6_a_line_in_the_log_asks_the_forge_nothing(shop):
    shop.log()
    shop.gate("judge")
    assert shop.github.asked("GET", "/issues/50$") == []
