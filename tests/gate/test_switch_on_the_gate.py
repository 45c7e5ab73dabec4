"""The guide is followed command by command, by an administrator and a fake GitHub."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from tests.gate.conftest import Shop

from wakebook.model.gate.host import PERMISSIONS
from wakebook.model.gate.steps import Step

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/how-to/switch-on-the-gate.md").read_text(encoding="utf-8")
STARTER = ROOT / "tools/wakebook/starter/dot-github"
PARTS = re.split(r"^## ", GUIDE, flags=re.MULTILINE)
_SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FORM = "https://github.com/organizations/shop/settings/apps/new"
_SET = re.compile("GITHUB_|GH_|WAKEBOOK_")
PEOPLE = "catalog/people.yaml"


def commands(part: str) -> str:
    """What a part of the guide has the administrator type."""
    return "".join(_SHELL.findall(part))


class Administrator:
    """Ana at her terminal: it remembers what she exports, and calls our gh and our wakebook."""

    def __init__(self, shop: Shop, home: Path) -> None:
        self.shop, self.home = shop, home
        github = shop.github
        programs = home / "bin"
        programs.mkdir()
        script = shlex.join([sys.executable, str(Path(__file__).with_name("gh.py"))])
        gh = programs / "gh"
        gh.write_text(f'#!/bin/sh\nexec {script} "$@"\n')
        gh.chmod(0o755)
        (programs / "pipx").write_text("#!/bin/sh\n")
        (programs / "pipx").chmod(0o755)
        path = (str(programs), str(Path(sys.executable).parent), os.environ["PATH"])
        self.known = {
            **{k: v for k, v in os.environ.items() if not _SET.match(k)},
            "PATH": os.pathsep.join(path),
            "HOME": str(home),
            "GITHUB_API_URL": github.home,
            "ANAS_TOKEN": github.token(shop.person("ana"), admin=True),
        }

    def types(self, block: str) -> str:
        """Type a block of commands, each of which has to succeed; gives what they print."""
        told = self.home / "environment"
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", f"{block}\nenv -0 > {shlex.quote(str(told))}"],
            cwd=self.shop.clone.root,
            env=self.known,
            text=True,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, f"{block}{done.stdout}{done.stderr}"
        self.known = dict(v.split("=", 1) for v in told.read_text().split("\0") if v)
        return done.stdout

    def calls(self, *arguments: str) -> list[str]:
        """What our wakebook prints, called with what was exported, by the clock of the fake."""
        with pytest.MonkeyPatch.context() as here:
            for name in filter(_SET.match, {*os.environ, *self.known}):
                here.delenv(name, raising=False)
                if name in self.known:
                    here.setenv(name, self.known[name])
            ran = self.shop.run(*arguments, cwd=self.shop.clone)
        assert ran.stderr == ""
        lines: list[str] = ran.stdout.splitlines()
        return lines

    def proposes(self, block: str) -> Any:
        """Type a block that pushes a branch and opens a pull request of it."""
        *before, push, create = block.splitlines()
        branch = push.removeprefix("git push --set-upstream origin ")
        assert create == "gh pr create --fill && gh pr view --web"
        self.types("\n".join(before))
        github, ana = self.shop.github, self.shop.person("ana")
        github.push_from(self.shop.clone.root, branch, by=ana)
        return github.pull(branch, by=ana)

    def wakes_the_gate(self) -> None:
        """Run the jobs of the gate's workflow, with the key that they have."""
        (app,) = self.shop.github.apps.values()
        self.known["WAKEBOOK_APP_KEY"] = app.key
        for job in ("judge", "merge"):
            self.calls("gate", job)
        del self.known["WAKEBOOK_APP_KEY"]

    def sees(self) -> list[str]:
        """What the doctor says."""
        return self.calls("doctor")


@pytest.fixture
def ana(shop: Shop, tmp_path: Path) -> Administrator:
    """The administrator of a repository as `wakebook init` made it, pushed to GitHub's `trunk`."""
    github = shop.github
    github.apps.clear()
    for file in sorted(STARTER.rglob("*")):
        if file.is_file():
            text = file.read_text(encoding="utf-8").replace("[main]", "[trunk]")
            shop.clone.write(f".github/{file.relative_to(STARTER)}", text)
    people = (shop.clone.root / PEOPLE).read_text(encoding="utf-8")
    shop.clone.write(
        PEOPLE, re.sub(r"^ *wakebook.dev/github-id.*\n", "", people, flags=re.MULTILINE)
    )
    shop.clone.commit("Begin")
    shop.clone.git("branch", "--move", "trunk")
    github.push_from(shop.clone.root, "trunk", by=shop.person("ana"))
    github.default_branch = "trunk"
    home = tmp_path / "home"
    home.mkdir()
    return Administrator(shop, home)


def begins(ana: Administrator) -> None:
    """Name the repository and its default branch; the doctor is called apart."""
    block = commands(PARTS[0]).replace("SHOP/RECORDS", "shop/records").replace("=main", "=trunk")
    ana.types(block.replace("wakebook doctor\n", ""))


def tells_who_may_approve(ana: Administrator, part: str) -> None:
    ask, push = _SHELL.findall(part)
    text = (ana.shop.clone.root / PEOPLE).read_text(encoding="utf-8")
    (line,) = re.findall(r"^```yaml\n(.*?)^```$", part, re.MULTILINE | re.DOTALL)
    for name in ("ana", "ben", "cleo"):
        number = ana.types(ask.replace("LOGIN", f"{name}-shop")).strip()
        email = f"wakebook.dev/git-email: {name}@shop.example\n"
        assert email in text
        text = text.replace(email, email + line.replace("101", number))
    ana.shop.clone.write(PEOPLE, text)
    ana.types(push)


def registers_the_app(ana: Administrator, part: str) -> None:
    said = ana.sees()
    at = next(n for n, line in enumerate(said) if line.startswith("  name: the gate has no App"))
    form, _, fields = said[at + 2].removeprefix("      where: ").partition("?")
    assert form == _FORM
    asked = {name: value for name, (value,) in parse_qs(fields).items()}
    github = ana.shop.github
    app = github.app()
    app.permissions = {name: asked[name] for name in asked.keys() & PERMISSIONS.keys()}
    app.hook = "https://hook.example" if asked["webhook_active"] != "false" else ""
    assert (asked["public"], asked["name"]) == ("false", "Wakebook gate of shop")
    assert asked["url"] == "https://github.com/shop/records"
    assert asked.keys() - PERMISSIONS.keys() == {"name", "url", "public", "webhook_active"}
    (ana.home / "Downloads").mkdir()
    (ana.home / "Downloads/NAME.private-key.pem").write_text(app.key)
    ana.types(commands(part).replace("12345", str(app.id)))


def locks_the_key_up(ana: Administrator, part: str) -> None:
    ana.types(commands(part))
    assert "*Allow administrators to\nbypass" in part
    ana.shop.github.setup.environments["wakebook-gate"].bypass = False


def types_it(ana: Administrator, part: str) -> None:
    ana.types(commands(part))


def closes_the_branch(ana: Administrator, part: str) -> None:
    close, forget = _SHELL.findall(part)
    ana.types(close.replace("wakebook doctor\n", ""))
    first, *_, last = ana.sees()
    assert first == "shop/records: good: nothing gets past the gate"
    assert "`good: nothing gets past the gate`" in part
    assert last.startswith("0 broken, 0 weaker, 0 advisory, 0 unknown")
    ana.types(forget)
    assert not list((ana.home / "Downloads").iterdir())


DEEDS: dict[Step, Callable[[Administrator, str], None]] = {
    Step.PEOPLE: tells_who_may_approve,
    Step.APP: registers_the_app,
    Step.KEY: locks_the_key_up,
    Step.SETTINGS: types_it,
    Step.EVIDENCE: types_it,
    Step.RULESETS: closes_the_branch,
}


@pytest.mark.thorough
def test_the_doctor_names_each_step_of_the_guide_until_all_is_good(ana: Administrator) -> None:
    beginning, *parts = PARTS
    begins(ana)
    for number, (step, part) in enumerate(zip(Step, parts[: len(Step)], strict=True)):
        assert part.startswith(step.value), "the headings of the guide are the doctor's steps"
        coming = f'next: step {step.value} (Wakebook\'s guide "Switch on the gate")'
        assert ana.sees()[-1] == coming
        assert number or coming in beginning
        DEEDS[step](ana, part)
    assert not [line for line in ana.sees() if line.startswith("next:")]
    shop = ana.shop
    begin, end = _SHELL.findall(parts[len(Step)])
    drill = ana.proposes(begin)
    ana.wakes_the_gate()
    assert shop.status.by.login == "wakebook-gate[bot]"
    assert drill.merged == shop.github.tip("trunk")
    last = ana.proposes(end)
    ana.wakes_the_gate()
    assert last.merged is None
    shop.github.review(last, by=shop.person("ben"), state="APPROVED")
    ana.wakes_the_gate()
    assert last.merged == shop.github.tip("trunk")
    ran = shop.run("audit", "verify", "--rev", "trunk", cwd=shop.github.git.path)
    assert (ran.code, ran.stdout) == (0, "2 changes checked: nothing to complain about\n")


def test_where_the_plan_has_no_rulesets_no_step_is_said_to_help(ana: Administrator) -> None:
    ana.shop.github.setup.plan = False
    begins(ana)
    tells_who_may_approve(ana, PARTS[1])
    types_it(ana, PARTS[4])
    types_it(ana, PARTS[5])
    first, *rest = ana.sees()
    assert first == "shop/records: advisory: the gate judges and says so, and stops nobody"
    assert "  rulesets: the plan of this repository has no rulesets; the gate" in "\n".join(rest)
    assert not [line for line in rest if line.startswith("next:")]


def test_whoever_owns_the_repository_alone_gets_the_form_of_their_own_account(
    ana: Administrator,
) -> None:
    ana.shop.github.owner_type = "User"
    begins(ana)
    address = "      where: https://github.com/settings/apps/new?name=Wakebook%20gate%20of%20shop&"
    assert [line for line in ana.sees() if line.startswith(address)]
