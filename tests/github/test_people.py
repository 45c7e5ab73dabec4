"""Who is behind a pull request's commits: as GitHub knows them, and never more than it knows."""

import pytest
from tests.github.fake.state import WEB_FLOW

from wakebook.model.gate.facts import Account

pytestmark = pytest.mark.usefixtures("pull")


def newest(host, known_missing=()):
    facts = host.facts(1)
    assert facts.missing == known_missing
    return facts.commits[-1]


def logins(commit):
    return [person.login if person else None for person in commit.people]


def test_author_and_committer_count(github, host, ana, ben):
    github.push("topic", {"a.md": "B\n"}, by=ana, author=ben, committer=ana)
    assert logins(newest(host)) == ["ben", "ana"]


def test_a_name_that_github_knows_by_no_account_is_unknown(github, host, ana):
    github.push("topic", {"a.md": "B\n"}, by=ana, email="ana@elsewhere.example", committer=ana)
    commit = newest(host)
    assert logins(commit) == [None, "ana"]
    assert commit.words == "ana <ana@elsewhere.example>"
    assert commit.emails == ("ana@elsewhere.example",)


def test_a_spoofed_address_does_not_hide_who_pushed(github, host, ben):
    """A5: ben writes ana's address into the commit that he pushes."""
    github.push("topic", {"a.md": "B\n"}, by=ben, email="ana@shop.example")
    assert logins(newest(host)) == ["ana"]
    assert [a.login for a in host.facts(1).pushers] == ["ben", "ana"]


@pytest.mark.parametrize("key", ["Co-authored-by", "co-authored-by", "CO-AUTHORED-BY"])
def test_co_authors_count_by_the_id_in_their_hidden_address(github, host, ana, key):
    message = f"Change\n\n{key}: Ben <12+ben@users.noreply.github.com>\n"
    github.push("topic", {"a.md": "B\n"}, by=ana, message=message)
    commit = newest(host)
    assert commit.people == (Account("github", "11"), Account("github", "12"))
    assert (commit.words, commit.emails) == ("", ())


def test_co_authors_with_other_addresses_are_unknown_until_the_catalog_tells(github, host, ana):
    message = (
        "Change\n\n"
        "Co-authored-by: Ben <ben@shop.example>\n"
        "Co-authored-by: Zoe <12+zoe@users.noreply.github.com.evil.example>\n"
        "Co-authored-by: somebody at the desk\n"
    )
    github.push("topic", {"a.md": "B\n"}, by=ana, message=message)
    commit = newest(host)
    assert logins(commit) == ["ana", None, None, None]
    evil = "12+zoe@users.noreply.github.com.evil.example"
    assert commit.words == f"Ben <ben@shop.example>, Zoe <{evil}>, somebody at the desk"
    assert commit.emails == ("ben@shop.example", evil, "")


def test_a_co_author_counts_wherever_the_line_stands(github, host, ana):
    message = "Co-authored-by: Ben <12+ben@users.noreply.github.com>\n\nChange\n\nMore words.\n"
    github.push("topic", {"a.md": "B\n"}, by=ana, message=message)
    assert logins(newest(host)) == ["ana", "ben"]


def test_nobody_counts_twice(github, host, ana):
    message = "Change\n\nCo-authored-by: Ana <11+ana@users.noreply.github.com>\n"
    github.push("topic", {"a.md": "B\n"}, by=ana, message=message)
    assert logins(newest(host)) == ["ana"]


def test_the_host_that_commits_for_a_button_is_nobody(github, host, pull, ben):
    github.push("main", {"b.md": "B\n"}, by=ben)
    github.update_branch(pull, ben)
    assert logins(newest(host)) == ["ben"]


def test_a_commit_that_only_says_it_is_the_hosts_counts_as_its(github, host, ana):
    """Anybody can write GitHub's address; only GitHub can sign."""
    github.push("topic", {"a.md": "B\n"}, by=ana, committer=WEB_FLOW)
    assert logins(newest(host)) == ["ana", "web-flow"]


def test_a_bot_among_the_people_is_told(github, host, ana):
    message = "Change\n\nCo-authored-by: helper <77+helper[bot]@users.noreply.github.com>\n"
    github.push("topic", {"a.md": "B\n"}, by=ana, message=message)
    assert [p.bot for p in newest(host).people] == [False, True]
