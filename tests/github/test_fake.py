"""The fake of GitHub: it fits the published description, and behaves as GitHub does."""

from pathlib import Path

import pytest
import requests
from tests.github.fake.contract import Exchange
from tests.github.fake.faults import dropped, primary_limit, server_error
from tests.github.fake.routes import ROUTES

REPO = "/repos/shop/records"


class Client:
    """A plain client: what it gets back is a status, a body and headers."""

    def __init__(self, home, token):
        self.home, self.token = home, token

    def ask(self, method, path, body=None, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named["Authorization"] = f"token {self.token}"
        answer = requests.request(
            method, self.home + path, json=body, headers=named, timeout=10, allow_redirects=False
        )
        return answer.status_code, answer.json() if answer.content else None, answer.headers

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)


@pytest.fixture
def ana(github):
    return github.user("ana")


@pytest.fixture
def client(github, ana):
    github.push("main", {"README.md": "Records\n"}, by=ana)
    return Client(github.home, github.token(ana))


@pytest.fixture
def pull(github, client, ana):
    assert client.get(REPO)[0] == 200
    github.push("topic", {"a.md": "A\n"}, by=ana)
    return github.pull("topic", by=ana)


def test_it_answers_exactly_the_routes_that_were_kept_of_the_description(github):
    assert sorted(o.route for o in github.contract.operations) == sorted(ROUTES)


def test_the_list_of_routes_is_what_the_description_was_cut_to(github):
    listed = Path(__file__).with_name("description") / "routes.txt"
    routes = listed.read_text(encoding="utf-8").split("\n")[:-1]
    assert sorted(o.route for o in github.contract.operations) == sorted(routes)


@pytest.mark.parametrize(
    "path",
    [
        "/user",
        "/users/ana",
        "/users/wakebook-gate%5Bbot%5D",
        REPO,
        f"{REPO}/activity?ref=topic",
        f"{REPO}/codeowners/errors",
        f"{REPO}/commits/topic/status",
        f"{REPO}/commits/topic/statuses",
        f"{REPO}/git/ref/heads/topic",
        f"{REPO}/issues",
        f"{REPO}/issues/1/comments",
        f"{REPO}/pulls",
        f"{REPO}/pulls/1",
        f"{REPO}/pulls/1/commits",
        f"{REPO}/pulls/1/files",
        f"{REPO}/pulls/1/reviews",
        f"{REPO}/rules/branches/main",
        f"{REPO}/rulesets",
        f"{REPO}/rulesets/7",
    ],
)
def test_every_list_and_thing_fits_the_description(github, client, pull, path):
    github.app()
    for state in ("APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED", "PENDING"):
        github.review(pull, github.user(state.lower()), state)
    github.review(pull, None)
    github.comment(pull, None, "Gone")
    client.ask("POST", f"{REPO}/statuses/{github.head(pull)}", {"state": "success"})
    github.rulesets.append(
        {
            "id": 7,
            "name": "main",
            "enforcement": "active",
            "target": "branch",
            "source": "shop/records",
            "rules": [{"type": "update", "parameters": {"update_allows_fetch_and_merge": False}}],
        }
    )
    status, body, _ = client.get(path)
    assert status == 200
    assert body
    assert not github.violations()


def test_an_answer_that_leaves_the_description_is_noticed(github):
    odd = Exchange(0, "GET", f"{REPO}/pulls", {"sorted": "yes"}, None, None, 200, [{}])
    found = list(github.contract.violations(odd))
    assert any("sorted is not known" in line for line in found)
    assert any("required property" in line for line in found)


def test_a_request_that_leaves_the_description_is_noticed(github, client, pull):
    client.ask("POST", f"{REPO}/statuses/{github.head(pull)}", {"state": "success", "odd": 1})
    assert any("odd is not known" in line for line in github.violations())
    github.journal.clear()


def test_pages_are_linked_by_addresses_of_its_own(github, client, pull, ana):
    for text in "abc":
        github.push("topic", {"a.md": text}, by=ana)
    _, first, headers = client.get(f"{REPO}/pulls/1/commits?per_page=3")
    assert f'<{github.home}{REPO}/pulls/1/commits?per_page=3&page=2>; rel="next"' in headers["Link"]
    _, second, headers = client.get(f"{REPO}/pulls/1/commits?per_page=3&page=2")
    assert 'rel="next"' not in headers["Link"]
    commits = [row["sha"] for row in [*first, *second]]
    assert commits == [str(c.id) for c in github.commits_of(pull)]


@pytest.mark.usefixtures("pull")
def test_what_did_not_change_is_not_sent_again(github, client, ana):
    _, _, headers = client.get(f"{REPO}/pulls/1")
    assert client.get(f"{REPO}/pulls/1", If_None_Match=headers["ETag"])[0] == 304
    github.push("topic", {"a.md": "B\n"}, by=ana)
    assert client.get(f"{REPO}/pulls/1", If_None_Match=headers["ETag"])[0] == 200


def test_a_merge_wants_the_head_that_was_judged(github, client, pull, ana):
    judged = github.head(pull)
    github.push("topic", {"a.md": "B\n"}, by=ana)
    assert client.ask("PUT", f"{REPO}/pulls/1/merge", {"sha": judged})[0] == 409
    assert pull.merged is None


@pytest.mark.parametrize(("method", "parents"), [("merge", 2), ("squash", 1)])
def test_a_merge_makes_a_real_commit(github, client, pull, method, parents):
    body = {"sha": github.head(pull), "merge_method": method}
    status, answer, _ = client.ask("PUT", f"{REPO}/pulls/1/merge", body)
    assert status == 200
    assert github.tip("main") == answer["sha"] == pull.merged
    made = github.git._git[pull.merged]
    assert len(made.parent_ids) == parents
    assert "a.md" in made.tree


def test_a_conflict_a_draft_and_a_closed_pull_are_not_merged(github, client, pull, ana):
    github.push("main", {"a.md": "Other\n"}, by=ana)
    assert client.ask("PUT", f"{REPO}/pulls/1/merge", {})[0] == 405
    pull.draft = True
    assert client.ask("PUT", f"{REPO}/pulls/1/merge", {})[1]["message"].endswith("a draft")
    pull.draft, pull.state = False, "closed"
    assert client.ask("PUT", f"{REPO}/pulls/1/merge", {})[0] == 405


@pytest.mark.usefixtures("pull")
def test_a_fault_strikes_once_and_a_limit_lasts(github, client):
    github.fail("GET", "/pulls/1$", server_error(503), primary_limit(30))
    assert client.get(f"{REPO}/pulls/1")[0] == 503
    status, _, headers = client.get(f"{REPO}/pulls/1")
    assert (status, headers["x-ratelimit-remaining"]) == (403, "0")
    assert client.get(f"{REPO}/pulls")[0] == 403
    assert any("before the pause ended" in line for line in github.violations())
    github.journal.clear()
    github.clock.sleep(30)
    assert client.get(f"{REPO}/pulls")[0] == 200


def test_an_answer_can_be_lost_after_the_deed(github, client, pull):
    github.fail("POST", "/statuses/", dropped(applied=True))
    with pytest.raises(requests.ConnectionError):
        client.ask("POST", f"{REPO}/statuses/{github.head(pull)}", {"state": "success"})
    assert len(github.statuses) == 1
    assert github.effects == [f"status success on {github.head(pull)[:7]}"]


def test_strangers_learn_nothing(github, client):
    assert Client(github.home, "wrong").get(f"{REPO}/pulls")[0] == 401
    assert client.get("/repos/shop/secrets/pulls")[0] == 404


def test_a_push_with_git_itself_is_remembered(github, client, ana, small):
    before = github.tip("main")
    pushed = github.push_from(small.root, "main", by=ana)
    assert github.tip("main") == pushed != before
    newest = client.get(f"{REPO}/activity?ref=refs/heads/main")[1][0]
    assert newest["activity_type"] == "force_push"
    assert newest["actor"]["login"] == "ana"
