"""The routes of the fake, by the names that GitHub's description gives them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import jwt
from tests.github.fake.github import COMMITS_CAP, FakeGitHub
from tests.github.fake.shapes import Shapes
from tests.github.fake.state import Activity, App, Comment, Pull, Review, Status, Token, User

Json = dict[str, Any]


class RefusedError(Exception):
    """A status of 400 or more, with GitHub's words."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


@dataclass
class Ask:
    """A request that was understood: who asks, for which parts of the address, with which body."""

    github: FakeGitHub
    shapes: Shapes
    token: Token | None
    named: dict[str, str]
    query: dict[str, str]
    body: Json = field(default_factory=dict)
    jwt: str | None = None

    @property
    def pull(self) -> Pull:
        """The pull request that the address names."""
        number = self.named.get("pull_number") or self.named["issue_number"]
        found = self.github.pulls.get(int(number)) if number.isdigit() else None
        if found is None:
            raise RefusedError(404, "Not Found")
        return found

    @property
    def thread(self) -> Any:
        """The issue or the pull request that the address names."""
        number = self.named["issue_number"]
        issue = self.github.issues.get(int(number)) if number.isdigit() else None
        return issue or self.pull

    def writer(self) -> User:
        """Who writes, if they may."""
        assert self.token
        if not self.token.writes:
            raise RefusedError(403, "Resource not accessible by integration")
        return self.token.by


@dataclass
class Reply:
    """An answer before it is paged; ``effect`` says what changed."""

    body: Any
    status: int = 200
    effect: str | None = None


Handler = Callable[[Ask], Reply]
ROUTES: dict[str, Handler] = {}


def route(name: str) -> Callable[[Handler], Handler]:
    """Answer a route of the description."""

    def remember(handler: Handler) -> Handler:
        ROUTES[name] = handler
        return handler

    return remember


REPO = "/repos/{owner}/{repo}"
UPGRADE = "Upgrade to GitHub Pro or make this repository public to enable this feature."
_LEVELS = ("", "read", "write", "admin")


# Shapes


def _user(ask: Ask, user: User | None) -> Json | None:
    if user is None:
        return None
    return ask.shapes.fill("simple-user", {"id": user.id, "login": user.login, "type": user.type})


GHOST = User(10137, "ghost")
"""Whom GitHub names as the author of a pull request whose account was deleted."""


def _repository(ask: Ask, owner: str, name: str = "repository") -> Json:
    github = ask.github
    facts = {
        "name": github.name,
        "full_name": f"{owner}/{github.name}",
        "owner": {"login": owner, "id": 1, "type": github.owner_type},
        "default_branch": github.default_branch,
        "url": f"{github.home}/repos/{owner}/{github.name}",
        "html_url": f"https://github.com/{owner}/{github.name}",
    }
    return ask.shapes.fill(name, facts)


def _end(ask: Ask, branch: str, owner: str, commit: str) -> Json:
    user = {"login": owner, "id": 1, "type": "Organization"}
    return {
        "label": f"{owner}:{branch}",
        "ref": branch,
        "sha": commit,
        "user": user,
        "repo": _repository(ask, owner),
    }


def _pull(ask: Ask, pull: Pull, name: str = "pull-request") -> Json:
    github = ask.github
    commits, head = github.commits_of(pull), github.head(pull)
    facts = {
        "number": pull.number,
        "id": pull.number,
        "title": pull.title,
        "state": pull.state,
        "draft": pull.draft,
        "created_at": pull.created,
        "user": _user(ask, pull.by or GHOST),
        "url": f"{github.home}/repos/{github.full_name}/pulls/{pull.number}",
        "head": _end(ask, pull.head, pull.owner, head),
        "base": _end(ask, pull.base, github.owner, pull.base_commit),
        "merge_commit_sha": pull.merged,
    }
    if name == "pull-request":
        open_ = pull.state == "open"
        facts |= {
            "commits": len(commits),
            "merged": pull.merged is not None,
            "mergeable": github.git.merges(github.tip(pull.base), head) if open_ else None,
            "merged_at": github.clock.written() if pull.merged else None,
        }
    return ask.shapes.fill(name, facts)


def _commit(ask: Ask, commit: Any) -> Json:
    github, who = ask.github, (commit.author, commit.committer)
    author, committer = (
        {"name": s.name, "email": s.email, "date": datetime.fromtimestamp(s.time, UTC).isoformat()}
        for s in who
    )
    verified = str(commit.id) in github.verified
    reason = "valid" if verified else "unsigned"
    verification = {
        "verified": verified,
        "reason": reason,
        "payload": None,
        "signature": None,
        "verified_at": None,
    }
    facts = {
        "sha": str(commit.id),
        "author": _user(ask, github.whose(commit.author.email)),
        "committer": _user(ask, github.whose(commit.committer.email)),
        "commit": {
            "author": author,
            "committer": committer,
            "message": commit.message,
            "verification": verification,
            "tree": {"sha": str(commit.tree.id)},
        },
        "parents": [{"sha": str(p)} for p in commit.parent_ids],
    }
    return ask.shapes.fill("commit", facts)


def _review(ask: Ask, review: Review) -> Json:
    facts = {
        "id": review.id,
        "user": _user(ask, review.by),
        "state": review.state,
        "commit_id": review.commit,
        "author_association": "MEMBER",
    }
    if review.state != "PENDING":
        facts["submitted_at"] = review.at
    return ask.shapes.fill("pull-request-review", facts)


def _activity(ask: Ask, activity: Activity) -> Json:
    facts = {
        "id": activity.id,
        "before": activity.before,
        "after": activity.after,
        "ref": activity.ref,
        "activity_type": activity.kind,
        "timestamp": activity.at,
        "actor": _user(ask, activity.by),
    }
    return ask.shapes.fill("activity", facts)


def _status(ask: Ask, status: Status) -> Json:
    facts = {
        "id": status.id,
        "state": status.state,
        "context": status.context,
        "description": status.description,
        "target_url": status.url,
        "creator": _user(ask, status.by),
        "created_at": status.at,
        "updated_at": status.at,
        "url": f"{ask.github.home}/repos/{ask.github.full_name}/statuses/{status.commit}",
    }
    return ask.shapes.fill("status", facts)


def _comment(ask: Ask, comment: Comment) -> Json:
    home = f"{ask.github.home}/repos/{ask.github.full_name}/issues"
    facts = {
        "id": comment.id,
        "body": comment.body,
        "user": _user(ask, comment.by),
        "author_association": "MEMBER",
        "url": f"{home}/comments/{comment.id}",
        "issue_url": f"{home}/{comment.pull}",
    }
    return ask.shapes.fill("issue-comment", facts)


# Accounts and the App


def _account(ask: Ask, user: User) -> Reply:
    facts = {"id": user.id, "login": user.login, "type": user.type, "user_view_type": "public"}
    return Reply(ask.shapes.fill("public-user", facts))


@route("GET /user")
def own_account(ask: Ask) -> Reply:
    assert ask.token
    if ask.token.app or ask.token.by.type == "Bot":
        raise RefusedError(403, "Resource not accessible by integration")
    return _account(ask, ask.token.by)


@route("GET /users/{username}")
def account(ask: Ask) -> Reply:
    user = ask.github.users.get(ask.named["username"])
    if user is None:
        raise RefusedError(404, "Not Found")
    return _account(ask, user)


def own_app_of(ask: Ask) -> App:
    """The App whose key signed the request, if it did so for now."""
    try:
        claims = jwt.decode(ask.jwt or "", options={"verify_signature": False})
        app = ask.github.apps[int(claims["iss"])]
        strict = {"verify_exp": False, "verify_iat": False, "require": ["iss", "iat", "exp"]}
        jwt.decode(ask.jwt or "", app.public, algorithms=["RS256"], options=strict)
    except (jwt.PyJWTError, KeyError, ValueError) as error:
        raise RefusedError(401, "A JSON web token could not be decoded") from error
    now = ask.github.clock.now()
    if not (claims["iat"] <= now < claims["exp"] <= now + 600):
        raise RefusedError(401, "'Expiration time' claim ('exp') is too far in the future")
    return app


@route("GET /app")
def own_app(ask: Ask) -> Reply:
    app = own_app_of(ask)
    facts = {
        "id": app.id,
        "slug": app.slug,
        "name": app.slug,
        "installations_count": app.installations,
    }
    return Reply(ask.shapes.fill("integration", facts))


@route(f"GET {REPO}/installation")
def installation(ask: Ask) -> Reply:
    app = own_app_of(ask)
    if not app.installation:
        raise RefusedError(404, "Not Found")
    facts = {
        "id": app.installation,
        "permissions": app.permissions,
        "events": app.events,
        "repository_selection": "all" if app.everywhere else "selected",
        "suspended_at": ask.github.clock.written() if app.suspended else None,
        "app_id": app.id,
        "app_slug": app.slug,
        "account": {"login": ask.github.owner, "id": 1},
    }
    return Reply(ask.shapes.fill("installation", facts))


@route("POST /app/installations/{installation_id}/access_tokens")
def installation_token(ask: Ask) -> Reply:
    app, github = own_app_of(ask), ask.github
    if ask.named["installation_id"] != str(app.installation):
        raise RefusedError(404, "Not Found")
    for name, level in ask.body.get("permissions", {}).items():
        if _LEVELS.index(level) > _LEVELS.index(app.permissions.get(name, "")):
            words = "The permissions requested are not granted to this installation."
            raise RefusedError(422, words)
    writes = ask.body.get("permissions", {}).get("statuses", "write") == "write"
    token = github.token(app.bot, app=app, writes=writes, lasts=3600)
    until = datetime.fromtimestamp(github.clock.now() + 3600, UTC)
    facts = {"token": token, "expires_at": until.strftime("%Y-%m-%dT%H:%M:%SZ")}
    return Reply(ask.shapes.fill("installation-token", facts), 201)


# The repository


@route(f"GET {REPO}")
def repository(ask: Ask) -> Reply:
    facts, setup = _repository(ask, ask.named["owner"], "full-repository"), ask.github.setup
    assert ask.token
    if ask.token.app is None:
        rights = ("maintain", "push", "triage", "pull")
        facts["permissions"] = {"admin": ask.token.admin, **dict.fromkeys(rights, True)}
    if ask.token.admin:
        facts |= {
            "allow_merge_commit": setup.merge_commit,
            "allow_squash_merge": setup.squash,
            "allow_rebase_merge": setup.rebase,
            "allow_auto_merge": setup.auto_merge,
        }
    return Reply(facts)


@route(f"GET {REPO}/git/ref/{{ref}}")
def reference(ask: Ask) -> Reply:
    name = f"refs/{ask.named['ref']}"
    commit = ask.github.git.at(name)
    if commit is None:
        raise RefusedError(404, "Not Found")
    target = {"sha": commit, "type": "commit", "url": f"{ask.github.home}/-/{commit}"}
    return Reply(ask.shapes.fill("git-ref", {"ref": name, "object": target}))


@route(f"GET {REPO}/activity")
def activity(ask: Ask) -> Reply:
    where = f"{ask.named['owner']}/{ask.named['repo']}"
    ref = ask.query.get("ref", "")
    full = ref if ref.startswith("refs/") else f"refs/heads/{ref}"
    pushes = [a for a in ask.github.activities if a.repository == where]
    found = [a for a in pushes if not ref or a.ref == full]
    return Reply([_activity(ask, a) for a in reversed(found)])


@route(f"GET {REPO}/codeowners/errors")
def codeowners(ask: Ask) -> Reply:
    if ask.github.codeowners_errors is None:
        raise RefusedError(404, "Not Found")
    return Reply(ask.shapes.fill("codeowners-errors", {"errors": ask.github.codeowners_errors}))


@route(f"GET {REPO}/rulesets")
def rulesets(ask: Ask) -> Reply:
    if not ask.github.setup.plan:
        raise RefusedError(403, UPGRADE)
    brief = [
        {k: v for k, v in r.items() if k not in ("rules", "conditions", "bypass_actors")}
        for r in ask.github.rulesets
    ]
    return Reply([ask.shapes.fill("repository-ruleset", r) for r in brief])


@route(f"GET {REPO}/rulesets/{{ruleset_id}}")
def ruleset(ask: Ask) -> Reply:
    for facts in ask.github.rulesets:
        if str(facts["id"]) == ask.named["ruleset_id"]:
            hidden = {"bypass_actors"} if ask.token and not ask.token.writes else set()
            shown = {key: fact for key, fact in facts.items() if key not in hidden}
            return Reply(ask.shapes.fill("repository-ruleset", shown))
    raise RefusedError(404, "Not Found")


@route(f"GET {REPO}/rules/branches/{{branch}}")
def branch_rules(ask: Ask) -> Reply:
    if not ask.github.setup.plan:
        raise RefusedError(403, UPGRADE)
    whose = {"ruleset_source_type": "Repository", "ruleset_source": ask.github.full_name}
    return Reply(
        [
            {**rule, **whose, "ruleset_id": ruleset["id"]}
            for ruleset in ask.github.rulesets
            if ruleset["enforcement"] == "active"
            for rule in ruleset.get("rules", [])
        ]
    )


# Pull requests


@route(f"GET {REPO}/pulls")
def pulls(ask: Ask) -> Reply:
    state, base = ask.query.get("state", "open"), ask.query.get("base")
    found = [
        p
        for p in ask.github.pulls.values()
        if state in ("all", p.state)
        and base in (None, p.base)
        and ask.query.get("head") in (None, f"{p.owner}:{p.head}")
    ]
    oldest_first = ask.query.get("direction", "desc") == "asc"
    found = found if oldest_first else found[::-1]
    return Reply([_pull(ask, p, "pull-request-simple") for p in found])


@route(f"GET {REPO}/pulls/{{pull_number}}")
def pull(ask: Ask) -> Reply:
    return Reply(_pull(ask, ask.pull))


@route(f"GET {REPO}/pulls/{{pull_number}}/commits")
def pull_commits(ask: Ask) -> Reply:
    return Reply([_commit(ask, c) for c in ask.github.commits_of(ask.pull)[:COMMITS_CAP]])


@route(f"GET {REPO}/pulls/{{pull_number}}/files")
def pull_files(ask: Ask) -> Reply:
    github, pull = ask.github, ask.pull
    found = github.git.changed(github.tip(pull.base), github.head(pull))
    return Reply(
        [ask.shapes.fill("diff-entry", {"filename": path, "status": deed}) for path, deed in found]
    )


@route(f"GET {REPO}/pulls/{{pull_number}}/reviews")
def reviews(ask: Ask) -> Reply:
    return Reply([_review(ask, r) for r in ask.pull.reviews])


@route(f"PUT {REPO}/pulls/{{pull_number}}/merge")
def merge(ask: Ask) -> Reply:
    by, pull, github = ask.writer(), ask.pull, ask.github
    method = ask.body.get("merge_method", "merge")
    if github.merge_refusal:
        raise RefusedError(405, github.merge_refusal)
    if method not in github.merge_methods:
        raise RefusedError(405, f"{method.capitalize()} merges are not allowed on this repository.")
    if pull.draft:
        raise RefusedError(405, "Pull Request is still a draft")
    if pull.state != "open":
        raise RefusedError(405, "Pull Request is not mergeable")
    if ask.body.get("sha", github.head(pull)) != github.head(pull):
        raise RefusedError(409, "Head branch was modified. Review and try the merge again.")
    title = ask.body.get("commit_title") or f"Merge pull request #{pull.number}"
    words = "\n\n".join(filter(None, [title, ask.body.get("commit_message")]))
    made = github.merge(pull, by, method, words)
    if made is None:
        raise RefusedError(405, "Pull Request is not mergeable")
    answer = {"sha": made, "merged": True, "message": "Pull Request successfully merged"}
    return Reply(answer, effect=f"merged {pull.number}")


# Statuses and comments


@route(f"POST {REPO}/statuses/{{sha}}")
def create_status(ask: Ask) -> Reply:
    by, github, sha, body = ask.writer(), ask.github, ask.named["sha"], ask.body
    if not github.git.knows(sha):
        raise RefusedError(422, f"No commit found for SHA: {sha}")
    words = body.get("description")
    if body.get("state") not in ("error", "failure", "pending", "success"):
        raise RefusedError(422, "Validation Failed")
    if words and len(words) > 140:
        raise RefusedError(422, "Validation Failed: description is too long")
    made = Status(
        github.new_id(),
        sha,
        by,
        body["state"],
        body.get("context", "default"),
        words,
        body.get("target_url"),
        github.clock.written(),
    )
    github.statuses.append(made)
    return Reply(_status(ask, made), 201, f"status {made.state} on {sha[:7]}")


def _statuses(ask: Ask) -> list[Status]:
    ref = ask.named["ref"]
    commit = ref if ask.github.git.knows(ref) else ask.github.git.at(f"refs/heads/{ref}")
    return [s for s in reversed(ask.github.statuses) if s.commit == commit]


@route(f"GET {REPO}/commits/{{ref}}/statuses")
def statuses(ask: Ask) -> Reply:
    return Reply([_status(ask, s) for s in _statuses(ask)])


@route(f"GET {REPO}/commits/{{ref}}/status")
def combined_status(ask: Ask) -> Reply:
    newest: dict[str, Status] = {}
    for status in _statuses(ask):
        newest.setdefault(status.context, status)
    states = {s.state for s in newest.values()}
    state = "failure" if states & {"failure", "error"} else "pending"
    state = "success" if states == {"success"} else state
    simple = [{k: v for k, v in _status(ask, s).items() if k != "creator"} for s in newest.values()]
    facts = {
        "state": state,
        "sha": ask.named["ref"],
        "total_count": len(simple),
        "statuses": simple,
    }
    return Reply(ask.shapes.fill("combined-commit-status", facts))


@route(f"GET {REPO}/issues/{{issue_number}}/comments")
def comments(ask: Ask) -> Reply:
    return Reply([_comment(ask, c) for c in ask.github.comments if c.pull == ask.thread.number])


def _text(ask: Ask) -> str:
    text = ask.body.get("body", "")
    if not text.strip() or len(text) > 65536:
        raise RefusedError(422, "Validation Failed: body is empty or too long")
    return str(text)


@route(f"POST {REPO}/issues/{{issue_number}}/comments")
def create_comment(ask: Ask) -> Reply:
    by, text = ask.writer(), _text(ask)
    made = ask.github.comment(ask.thread, by, text, ask.token.app if ask.token else None)
    return Reply(_comment(ask, made), 201, f"comment on {made.pull}")


@route(f"PATCH {REPO}/issues/comments/{{comment_id}}")
def update_comment(ask: Ask) -> Reply:
    by, text = ask.writer(), _text(ask)
    for comment in ask.github.comments:
        if str(comment.id) == ask.named["comment_id"]:
            if comment.by is not by:
                raise RefusedError(403, "Resource not accessible by integration")
            comment.body = text
            return Reply(_comment(ask, comment), effect=f"comment on {comment.pull} updated")
    raise RefusedError(404, "Not Found")
