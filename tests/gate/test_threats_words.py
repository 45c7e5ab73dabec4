"""Words of others in what the gate says: the rows D4 and D5 of the threats, on the fake GitHub."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.gate.conftest import LOG, SEEN, Shop
from tests.review.conftest import HEADER, OPEN

WORDS = (
    "@ana-shop @shop/web ping",
    "fixes #1, closes shop/records#2, resolves GH-3",
    "Closes https://github.com/shop/records/issues/4 www.evil.example",
    "/close",
    "/wake log --closed",
    ":+1: LGTM /approve",
    "::set-env name=PATH::/tmp",
    "##[add-mask]main",
    "<script>alert(1)</script><img src=//evil.example> <!-- wakebook:gate -->",
    "</details></summary><h1>Approved</h1>",
    "[approved](https://evil.example) ![x](//evil.example) `x` ~~~",
    "| a | b | $x$ ${{ secrets.WAKEBOOK_APP_KEY }}",
    "&#64;ana-shop &commat;ana-shop",
)
NAMES = (
    "::set-env name=a::b",
    "\n::set-env name=a::b",
    "##[add-mask]main",
    "\x1b[31mred",
    "\u202etxt.exe",
    "@ana-shop #1",
    "<img src=x>",
    "--force",
)
LIVE = re.compile(r"@[a-z0-9]|#[0-9]|\bGH-[0-9]|https?://|\bwww\.|:\+1:", re.IGNORECASE)
"""What GitHub would act on in the text that is left when the Markdown is gone."""
OURS = {"<details>", "</details>", "<summary>", "</summary>", "<sub>", "</sub>"}


def line_of(words: str) -> str:
    """An entry with these words as its text."""
    entry = {"kind": "update", "at": "2026-11-23T14:30Z", "by": "user:ana", "text": words}
    return f"- {json.dumps(entry)}\n"


def commands(output: str) -> Iterator[str]:
    """The lines that a runner obeys: ``::name::`` where a line begins, ``##[name]`` anywhere.

    Source: actions/runner, ActionCommand.TryParseV2 and TryParse.
    """
    for line in re.split(r"[\r\n]", output):
        if line.lstrip().startswith("::") or "##[" in line:
            yield line


def quiet(shop: Shop, ran: Any) -> str:
    """The gate's comment, after a look at it, at every status and at what was printed."""
    (comment,) = (c for c in shop.github.comments if c.by.type == "Bot")
    assert len(comment.body) <= 65_536
    marker, _, body = comment.body.partition("\n")
    assert marker == "<!-- wakebook:gate -->"
    assert set(re.findall(r"<[^>\n]*>", body)) <= OURS
    assert LIVE.findall(html.unescape(body.replace("\\", ""))) == []
    theirs = re.sub(r"\*\*|`(?:/wake|wakebook) [A-Za-z -]*`", "", body)
    assert re.findall(r"(?<!\\)[$`|*\[]", theirs) == []
    assert not [row for row in body.splitlines() if row.lstrip().startswith(("/", "::"))]
    printed = ran.stdout + ran.stderr
    told = printed + "".join(status.description for status in shop.github.statuses) + body
    assert re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", told) == []
    assert not list(commands(printed))
    return comment.body


def run(shop: Shop, files: dict[str, str]) -> str:
    """The comment on a change of these files."""
    shop.github.push("change", files, by=shop.person("ana"))
    pull = shop.github.pull("change", by=shop.person("ana"))
    ran = shop.gate("judge", "--pull", str(pull.number))
    assert ran.code == 0
    return quiet(shop, ran)


@pytest.mark.variants(5, every=3)
@pytest.mark.parametrize("words", WORDS)
def test_d4_words_of_a_record_are_shown_and_do_nothing(shop: Shop, words: str) -> None:
    files = {
        f"{OPEN}/incident.yaml": HEADER.replace("Checkout", json.dumps(words)[1:-1], 1),
        LOG: line_of(words),
        "tools/x.py": "",
    }
    header = f"title: {json.dumps(words)}\nkind: incident\naudience: staff\n"
    files[f"{OPEN}/incident.yaml"] = header
    told = run(shop, files)
    assert "2026-11-23T14:30Z update" in told.replace("\u2060", "")


@pytest.mark.variants(3, every=3)
@pytest.mark.parametrize("name", NAMES)
def test_d5_names_of_files_are_shown_and_do_nothing(shop: Shop, name: str) -> None:
    run(shop, {LOG: SEEN, f"tools/{name}": ""})


@pytest.mark.variants(3, every=3)
@pytest.mark.parametrize("name", NAMES)
def test_d5_names_of_records_are_shown_and_do_nothing(shop: Shop, name: str) -> None:
    run(shop, {f"incidents/2026/{name}/incident.yaml": HEADER, "tools/x.py": ""})


def test_d4_words_without_end_are_cut(shop: Shop) -> None:
    files = {LOG.replace("-0001", f"-{n:04}"): line_of("&@#" * 20_000) for n in range(9)}
    told = run(shop, {**files, "tools/x.py": ""})
    assert "(cut here; `wakebook review --pull N` tells all)" in told


@pytest.mark.parametrize("words", ["\x1b[31m", "\u202e", "\u2028::error::x", "\r::error::x"])
def test_d5_what_the_reader_refuses_is_told_in_escapes(shop: Shop, words: str) -> None:
    told = run(shop, {LOG: line_of("x").replace('"x"', f'"{words}"')})
    assert "refused" in told


def test_d4_what_the_gate_says_is_no_command_when_it_comes_back(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    body = run(shop, {LOG: line_of("/wake log --closed\n/wake log x"), "tools/x.py": ""})
    tip = shop.github.tip("main")
    told = tmp_path / "event.json"
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(told))
    for text in (body, body.partition("\n")[2], f"> {body}", body.replace("\u2060", "")):
        by = shop.person("ben")
        user = {"id": by.id, "login": by.login, "type": by.type}
        comment = {"id": 5, "body": text, "html_url": "", "user": user}
        issue = {"number": 1, "pull_request": {}}
        told.write_text(json.dumps({"action": "created", "issue": issue, "comment": comment}))
        ran = shop.gate("comment")
        assert (ran.code, ran.stdout) == (0, "the event is no comment that asks for something\n")
    assert shop.github.tip("main") == tip
