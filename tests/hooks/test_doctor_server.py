"""The doctor in the bare repository of a git server: its hook, git's settings, people's keys."""

import json
from pathlib import Path

import pytest

HOOK, OBJECTS = "hook pre-receive", "transfer.fsckObjects"
KEEPS = "receive.denyDeletes, receive.denyNonFastForwards"
ACCOUNTS = "accounts of those who approve"


@pytest.fixture
def found(server, wakebook):
    server.bare.git("config", "transfer.fsckObjects", "true")

    def examined():
        ran = wakebook("-C", str(server.bare.root), "doctor", "--format", "json", cwd=Path("/"))
        assert ran.stderr == ""
        told = json.loads(ran.stdout)["readings"]
        bad = {r["setting"]: (r["level"], r["found"]) for r in told if r["level"] != "good"}
        return ran.code, bad

    return examined


@pytest.fixture
def hook(server):
    return server.bare.root / "hooks/pre-receive"


def test_a_server_that_is_set_up_is_good(server, found, wakebook):
    assert found() == (0, {})
    ran = wakebook("doctor", cwd=server.bare)
    assert ran.stdout.startswith("records.git: good: nothing gets past the gate\n")


def test_what_only_github_heeds_is_nothing_to_a_server(server, shop, found, wakebook):
    for path in (".github/workflows/x.yml", "CODEOWNERS", "docs/CODEOWNERS"):
        shop.write(path, "a: [\n")
    commit = shop.commit("Bring what GitHub reads")
    server.bare.git("fetch", "--quiet", str(shop.root), f"{commit}:refs/heads/main")
    assert found() == (0, {})
    said = wakebook("doctor", cwd=server.bare).stdout
    assert "github" not in said.casefold()
    assert "CODEOWNERS" not in said


def test_a_server_without_the_hook_stops_nobody(server, found, hook):
    hook.unlink()
    code, bad = found()
    assert code == 1
    assert bad[HOOK] == ("broken", "there is none: whoever may push moves the branch")
    assert bad[KEEPS][0] == "weaker"
    for name in ("receive.denyDeletes", "receive.denyNonFastForwards"):
        server.bare.git("config", name, "true")
    assert list(found()[1]) == [HOOK]


def test_a_hook_that_git_passes_over_is_found(found, hook):
    hook.chmod(0o644)
    code, bad = found()
    assert code == 1
    assert "may not be executed" in bad[HOOK][1]


def test_a_hook_that_calls_what_is_gone_is_found(found, hook):
    text = hook.read_text()
    program = text.splitlines()[-1].split()[1]
    hook.write_text(text.replace(program, "/gone/python"))
    assert found()[1][HOOK] == (
        "broken",
        "/gone/python is not there to be called: every push is refused",
    )


@pytest.mark.parametrize("last", ["exec 'python", "exec", "true"])
def test_a_hook_of_ours_that_somebody_spoilt_is_found(found, hook, last):
    *lines, _ = hook.read_text().splitlines()
    hook.write_text("\n".join([*lines, last]))
    assert found()[1][HOOK][0] == "broken"


def test_a_hook_that_leads_nowhere_is_none(found, hook):
    hook.unlink()
    hook.symlink_to("nowhere")
    assert "there is none" in found()[1][HOOK][1]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("#!/bin/sh\nexit 0\n", "broken"),
        ("#!/bin/sh\nwakebook hook pre-receive || exit 1\n", "unknown"),
    ],
)
def test_a_hook_of_somebody_else_is_told(found, hook, text, level):
    hook.write_text(text)
    assert found()[1][HOOK][0] == level


def test_a_hook_elsewhere_is_found_where_git_looks(server, found):
    server.bare.git("config", "core.hooksPath", "elsewhere")
    assert found()[1][HOOK][0] == "broken"


def test_objects_that_are_not_checked_are_told(server, found):
    server.bare.git("config", OBJECTS, "false")
    assert found() == (1, {OBJECTS: ("weaker", "objects are not checked")})
    server.bare.git("config", "receive.fsckObjects", "true")
    assert found() == (0, {})


def test_a_branch_without_a_commit_judges_nothing(server, found):
    server.bare.git("symbolic-ref", "HEAD", "refs/heads/trunk")
    code, bad = found()
    assert code == 1
    assert "refs/heads/trunk has no commit yet" in bad["branch of HEAD"][1]


def test_approvers_without_a_key_are_told(server, shop, found):
    people = shop.root / "catalog/people.yaml"
    lines = people.read_text().splitlines(keepends=True)
    kept = [line for line in lines if "ssh-key" not in line]
    assert len(lines) - len(kept) == 3
    people.write_text("".join(kept))
    commit = shop.commit("Forget every key")
    server.bare.git("fetch", "--quiet", str(shop.root), f"{commit}:refs/heads/main")
    code, bad = found()
    assert code == 1
    assert bad[ACCOUNTS] == (
        "broken",
        "too few have one to give an approval; without one: ana, ben, cleo",
    )
