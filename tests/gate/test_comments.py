"""Comments that ask for something: ``/wake log``, ``status``, ``why`` and ``help``."""

import re

import pytest
from tests.gate.conftest import SEEN, Say, Shop
from tests.review.conftest import OPEN

pytestmark = pytest.mark.daily(3)


def _main(shop: Shop, *words: str) -> str:
    return str(shop.clone.git("--git-dir", str(shop.github.git.path), *words))


def _logs(shop: Shop) -> str:
    names = _main(shop, "ls-tree", "-r", "--name-only", "main", f"{OPEN}/timeline").split()
    return "".join(_main(shop, "show", f"main:{name}") for name in names)


def test_a_line_goes_to_main_in_the_name_of_whoever_wrote_it(shop: Shop, say: Say) -> None:
    pull = shop.close()
    ran = say(pull, '/wake log --mitigated "Moved the traffic away"')

    assert ran.code == 0, ran.stderr
    logged = _logs(shop)
    assert "kind: mitigated" in logged
    assert "by: user:ben" in logged
    assert "Moved the traffic away" in logged
    assert "issuecomment-" in logged
    told = _main(shop, "log", "-1", "--format=%an %ae%n%B", "main")
    assert told.startswith("ben-shop 102+ben-shop@users.noreply.github.com")
    assert "Wake-Comment: " in told
    assert "Wakebook-Statement: " in told
    assert "mitigated" in shop.github.comments[-1].body


def test_a_line_of_a_comment_is_logged_once(shop: Shop, say: Say) -> None:
    pull = shop.close()
    say(pull, "/wake log Errors go down")
    tip = shop.github.tip("main")
    ran = shop.gate("comment")

    assert ran.code == 0
    assert shop.github.tip("main") == tip
    assert _logs(shop).count("Errors go down") == 1


def test_lines_that_wait_become_one_commit(shop: Shop, say: Say) -> None:
    pull = shop.close()
    for person, text in (("ana", "First"), ("cleo", "Second")):
        shop.github.comment(pull, shop.person(person), f"/wake log {text}")
    shop.github.comment(pull, shop.person("cleo"), "> /wake log Quoted")
    tip = shop.github.tip("main")
    say(pull, "/wake log Third")

    assert _main(shop, "rev-list", "--count", f"{tip}..main").strip() == "1"
    assert all(text in _logs(shop) for text in ("First", "Second", "Third"))
    assert "Quoted" not in _logs(shop)
    assert _main(shop, "log", "-1", "--format=%B", "main").count("Wake-Comment: ") == 3


def test_nobody_speaks_for_another_one_whose_line_waits_as_well(shop: Shop, say: Say) -> None:
    pull = shop.close()
    say(pull, "/wake log --started --at 2026-11-23T14:00Z Ben saw it begin", by="ben")
    shop.github.comment(pull, shop.person("ben"), "/wake log It goes on")
    say(pull, "/wake log --started I caused it myself", by="ana")

    assert "says that ben said it" in shop.github.comments[-1].body
    assert "I caused it myself" not in _logs(shop)
    assert "It goes on" in _logs(shop)


def test_what_needs_an_approval_is_not_logged(shop: Shop, say: Say) -> None:
    pull = shop.log()
    tip = shop.github.tip("main")
    say(pull, "/wake log --canceled It was nothing")

    assert shop.github.tip("main") == tip
    assert "It was not logged" in shop.github.comments[-1].body
    assert "End of a record" in shop.github.comments[-1].body


@pytest.mark.parametrize("by", ["eve", "wakebook-gate[bot]"])
def test_strangers_and_machines_get_no_answer(shop: Shop, say: Say, by: str) -> None:
    pull = shop.close()
    tip = shop.github.tip("main")
    ran = say(pull, "/wake log I was here", by=by)

    assert ran.code == 0
    assert shop.github.tip("main") == tip
    assert len(shop.github.comments) == 1


@pytest.mark.parametrize("action", ["edited", "deleted"])
def test_a7_an_edited_comment_is_no_command(shop: Shop, say: Say, action: str) -> None:
    pull = shop.close()
    tip = shop.github.tip("main")
    say(pull, "/wake log x", action=action)

    assert shop.github.tip("main") == tip


def test_why_status_and_help_are_answered(shop: Shop, say: Say) -> None:
    pull = shop.close()
    for word, answer in (
        ("why", "ben or cleo can approve"),
        ("status", "investigating, SEV2, commander ana"),
        ("help", "`/wake status`"),
        ("close", "/wake close is no command"),
    ):
        say(pull, f"/wake {word}")
        assert answer in shop.github.comments[-1].body


@pytest.mark.variants(3, every=2)
@pytest.mark.parametrize(
    "words", ["--push x", "--format json x", "-C / x", "$(touch pwned) `x` ; rm -rf /", "--undo"]
)
def test_words_of_a_comment_stay_words(shop: Shop, say: Say, words: str) -> None:
    pull = shop.close()
    ran = say(pull, f"/wake log {words}")

    assert ran.code == 0, ran.stderr
    assert not (shop.clone.root / "pwned").exists()
    assert shop.clone.git("status", "--porcelain") == ""
    assert shop.clone.git("worktree", "list").count("\n") == 1


def test_the_source_of_a_line_is_its_comment_alone(shop: Shop, say: Say) -> None:
    pull = shop.close()
    say(pull, "/wake log --source https://evil.example It is over")
    assert "source is not for comments" in shop.github.comments[-1].body
    say(pull, "/wake log It goes on")

    assert "It is over" not in _logs(shop)
    assert "evil.example" not in _logs(shop)
    assert re.search(r"source: .*issuecomment-", _logs(shop))


def test_the_answer_to_a_line_tells_nothing_of_the_gates_own_clone(shop: Shop, say: Say) -> None:
    pull = shop.close()
    branches = shop.clone.git("branch", "--list")
    say(pull, "/wake log Errors go down")

    body = shop.github.comments[-1].body
    assert "Errors go down" in body
    assert "HEAD" not in body
    assert "git switch" not in body
    say(pull, "/wake log --audiense=public Errors go down")
    body = shop.github.comments[-1].body
    assert "did you mean --audience?" in body
    again = body.splitlines()[-1].removeprefix("- wakebook log ").replace("\u2060", "")
    assert again.endswith("--audience=public Errors go down")
    say(pull, f"/wake log {again}")
    assert re.search(" observation .* Errors go down\n$", shop.github.comments[-1].body)
    assert shop.clone.git("branch", "--list") == branches


@pytest.mark.parametrize("words", ["@ana-shop", "log --push@ana-shop #1", "log -h@ana-shop"])
def test_the_answer_to_what_is_no_command_mentions_nobody(shop: Shop, say: Say, words: str) -> None:
    pull = shop.close()
    say(pull, f"/wake {words}")

    body = shop.github.comments[-1].body
    assert "ana" in body
    assert "@ana" not in body


def test_the_answer_to_a_line_mentions_nobody(shop: Shop, say: Say) -> None:
    pull = shop.close()
    say(pull, "/wake log @ana-shop fixes #1 https://evil.example <script>")

    body = shop.github.comments[-1].body
    assert "@ana" not in body
    assert "#1" not in body
    assert "<script" not in body


def test_what_was_answered_is_never_run_again(shop: Shop, say: Say) -> None:
    pull = shop.close()
    say(pull, "/wake log --undo")
    say(pull, "/wake log Errors go down in eu-2")

    assert "Errors go down in eu-2" in _logs(shop)
    assert "retract" not in _logs(shop)


def test_a_trailer_within_a_merged_change_silences_nobody(shop: Shop, say: Say) -> None:
    pull = shop.close()
    shop.clone.git("switch", "--quiet", "--force-create", "quiet", "main")
    shop.clone.write(f"{OPEN}/timeline/20261123T150100Z-0009.yaml", SEEN)
    trailers = "\n".join(f"Wake-Comment: {number}" for number in range(1001, 1200))
    shop.clone.commit(f"Log\n\n{trailers}")
    shop.github.push_from(shop.clone.root, "quiet", by=shop.person("ana"))
    shop.clone.git("switch", "--quiet", "main")
    shop.github.pull("quiet", by=shop.person("ana"))
    shop.gate("merge")
    say(pull, "/wake log --mitigated Moved away")

    assert "kind: mitigated" in _logs(shop)
