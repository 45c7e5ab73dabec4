"""GitHub's limits and failures: waits are as long as it says, and nothing is asked in them."""

import pytest
from tests.github.fake.faults import (
    dropped,
    primary_limit,
    secondary_limit,
    server_error,
    silent_limit,
)

from wakebook.adapters.github.errors import LimitedError, UnansweredError

pytestmark = pytest.mark.usefixtures("pull")


@pytest.mark.parametrize("status", [403, 429])
@pytest.mark.parametrize("limit", [primary_limit, secondary_limit, silent_limit])
def test_a_short_limit_is_waited_for_and_no_call_comes_before_its_end(github, host, limit, status):
    began = github.clock.now()
    github.fail("GET", "/reviews$", limit(60, status))
    assert host.facts(1).missing == ()
    refused, answered = github.asked("GET", "/reviews$")
    assert refused.status == status
    assert answered.at >= began + 60
    assert answered.at <= began + 62


def test_a_write_waits_for_a_limit_and_is_done_once(github, host, pull):
    began = github.clock.now()
    github.fail("POST", "/statuses/", secondary_limit(7))
    host.set_status(github.head(pull), "pending", "Waiting for a review.")
    assert len(github.statuses) == 1
    assert github.asked("POST")[-1].at >= began + 7


def test_a_long_limit_is_said_with_its_end_and_nothing_is_asked_until_then(github, host):
    github.fail("GET", "/rulesets$", primary_limit(1800))
    with pytest.raises(LimitedError, match=r"no calls until 2026-11-26T12:30:01Z; run again then"):
        host.rulesets()
    with pytest.raises(LimitedError):
        host.codeowners_errors()
    assert "allows no calls until" in host.facts(1).missing[0]
    assert len(github.journal) == 1
    assert github.clock.slept == []
    github.clock.sleep(1801)
    assert host.rulesets() == ()


@pytest.mark.parametrize("limit", [primary_limit, secondary_limit])
@pytest.mark.parametrize("pause", [10**12, 10**20])
def test_a_limit_without_end_is_said_as_any_other(github, host, limit, pause):
    github.fail("GET", "/rulesets$", limit(pause))
    with pytest.raises(LimitedError, match=r"no calls until 2\d{3}-\d\d-\d\dT"):
        host.rulesets()
    assert github.clock.slept == []


def test_limits_that_tell_no_time_make_the_pause_double_and_then_give_up(github, host):
    github.fail("GET", "/rulesets$", silent_limit(60), silent_limit(120))
    with pytest.raises(LimitedError) as found:
        host.rulesets()
    assert [e.at for e in github.journal] == [github.clock.now() - 60, github.clock.now()]
    assert found.value.until == github.clock.now() + 120


def test_the_pause_counts_from_the_clock_of_github_not_from_ours(github, host):
    """A machine that is an hour fast would not wait at all, one that is slow far too long."""
    github.fail("GET", "/rulesets$", primary_limit(30))
    theirs = github.clock

    class Fast:
        def now(self):
            return theirs.now() + 3600

        def sleep(self, seconds):
            theirs.sleep(seconds)

    host._wire.clock = Fast()
    assert host.rulesets() == ()
    assert theirs.slept == [31]


@pytest.mark.parametrize("fault", [server_error(500), server_error(503), dropped()])
def test_a_failing_host_is_asked_again_with_growing_pauses(github, host, fault):
    github.fail("GET", "/rulesets$", *[fault] * 3)
    assert host.rulesets() == ()
    first, second, third = github.clock.slept
    assert 1 <= first <= second <= third
    assert third > first


def test_a_host_that_stays_down_is_given_up(github, host):
    github.fail("GET", "/rulesets$", *[server_error(502)] * 9)
    with pytest.raises(UnansweredError, match=r"failed at GET /repos/.*/rulesets \(status 502\)"):
        host.rulesets()
    assert len(github.journal) == 4


def test_what_is_refused_is_not_asked_again(github, connected):
    host = connected(token="ghs_wrong")  # noqa: S106 - no secret, that is the point
    assert "the token is wrong or has expired" in host.facts(1).missing[0]
    assert {e.status for e in github.journal} == {401}
    assert github.clock.slept == []
