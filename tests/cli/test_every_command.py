"""What holds for each command, whoever adds it."""

import os
import re
import shlex
import subprocess
import sys

import pytest

from wakebook.cli._parsers import build_parser, command_names, load, of_command, verbs_of
from wakebook.cli.main import parsed
from wakebook.render import reference

pytestmark = pytest.mark.daily(2)

HEAVY = {
    "duckdb",
    "rich",
    "pygit2",
    "jinja2",
    "mkdocs",
    "ruamel",
    "markdown",
    "markdown_it",
    "pygments",
    "nh3",
}


@pytest.mark.parametrize("command", command_names())
def test_a_command_has_help_an_example_and_a_place_in_the_reference(tmp_path, wakebook, command):
    ran = wakebook(command, "--help", cwd=tmp_path)
    assert ran.code == 0
    assert "examples:" in ran.stdout
    assert f"wakebook {command}" in ran.stdout
    assert f"## wakebook {command}\n" in reference.commands(build_parser([command]))


@pytest.mark.parametrize("command", command_names())
def test_the_examples_are_commands_that_can_be_given(command):
    found = re.findall(rf"^ +wakebook ({command}\b.*)$", load(command).EXAMPLES, re.MULTILINE)
    assert found or command == "completion"
    for example in found:
        words = shlex.split(re.split(r" {2,}| > ", example)[0])
        assert parsed(words).command == command


def test_every_argument_is_described():
    for name in command_names():
        command = of_command(build_parser([name]), name)
        for parser in (command, *verbs_of(command).values()):
            nameless = [a.dest for a in parser._actions if a.help is None]
            assert nameless == [], parser.prog


@pytest.mark.parametrize(
    "words",
    [
        ["--version"],
        ["--help"],
        ["log", "--help"],
        ["check", "incidents/2026/2026-10-05-payments-latency/incident.yaml"],
        ["show", "latency"],
        ["list", "--open"],
        ["new", "Mail is late"],
        ["explain", "WB2601"],
        ["fmt", "--check"],
        ["completion", "words", "--", "show", ""],
    ],
    ids=" ".join,
)
def test_what_a_command_does_not_need_is_not_imported(small, words):
    told = "import sys; from wakebook.cli.main import main; main(sys.argv[1:]);"
    told += "print('\\n' + ' '.join(sorted({n.partition('.')[0] for n in sys.modules})))"
    done = subprocess.run(
        [sys.executable, "-c", told, *words],
        cwd=small.root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(done.stdout.splitlines()[-1].split()) & HEAVY == set()


@pytest.mark.parametrize("command", ["log", "new", "show", "list", "fix", "fmt"])
def test_outside_of_a_repository_it_says_how_to_begin_one(tmp_path, wakebook, command):
    words = {"log": ["x"], "new": ["x"]}.get(command, [])
    ran = wakebook(command, *words, cwd=tmp_path)
    assert ran.code == 2
    assert "`wakebook init` begins one" in ran.stderr


def test_a_command_works_from_elsewhere(small, wakebook, tmp_path):
    ran = wakebook("-C", str(small.root), "new", "Mail is late", cwd=tmp_path)
    assert ran.code == 0
    assert "Mail is late" in wakebook("-C", str(small.root), "show", cwd=tmp_path).stdout


@pytest.mark.variants(4)
@pytest.mark.parametrize("streams", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", ["list", "new 'Größe 😀'", "log -i latency 'Größe 😀'"])
def test_streams_that_are_closed_or_poor_lose_nothing(small, words, streams):
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m wakebook {words} {streams}"],
        cwd=small.root,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "a bug" in done.stderr) == (0, False), done.stderr
    files = (small.root / "incidents").rglob("*.yaml")
    assert sum("Größe 😀" in file.read_text("utf-8") for file in files) == (words != "list")


def test_a_misspelt_command_leads_to_the_right_one(tmp_path, wakebook):
    ran = wakebook("chek", cwd=tmp_path)
    assert (ran.code, ran.stderr) == (2, "wakebook: chek is no command; did you mean check?\n")


@pytest.mark.parametrize(
    ("line", "said", "again"),
    [
        ("log -i x --audience publc 'all is well'", "publc is no audience; did you mean public?",
         "log -i x --audience public 'all is well'"),
        ("log --audiense=staff 'it rains'", "there is no --audiense",
         "log --audience=staff 'it rains'"),
        ("log -incident checkout x", "did you mean --incident?", "log --incident checkout x"),
        ("log 'it rains' --audience", "--audience needs a word behind it", "`wakebook log --help`"),
        ("log x -i --mitigated", "-i needs a word behind it", "`wakebook log --help`"),
        ("log --udno", "did you mean --undo?", "log --undo"),
        ("new 'Mail is late' --sevrity SEV2", "did you mean --severity?",
         "new 'Mail is late' --severity SEV2"),
        ("publish --rev", "--rev needs a word behind it", "`wakebook publish --help` shows"),
        ("list --format yml", "yml is no format; known are text, json", "`wakebook list --help`"),
        ("measure --by week", "there is no --by week; did you mean weekday?",
         "try: wakebook measure --by weekday"),
        ("check --wibble", "there is no --wibble", "`wakebook check --help`"),
        ("policy test --fromat sarif", "there is no --fromat; did you mean --format?",
         "policy test --format sarif"),
        ("policy tset --format json", "`wakebook policy` has no tset; did you mean test?",
         "wakebook policy test --format json"),
        ("audit verfy", "did you mean verify?", "wakebook audit verify"),
        ("gate zzz", "there is judge, merge, comment", "`wakebook gate --help` tells of each"),
        ("hook instal", "has no instal; did you mean install?", "wakebook hook install"),
        ("show one two", "unrecognized arguments: two", "`wakebook --help`"),
    ],
)  # fmt: skip
def test_a_mistyped_option_leads_to_a_line_that_can_be_given(small, wakebook, line, said, again):
    ran = wakebook(*shlex.split(line), cwd=small)
    assert ran.code == 2
    assert said in ran.stderr
    assert again in ran.stderr.splitlines()[-1]
    assert small.git("status", "--porcelain") == ""


def test_without_a_command_the_help_is_shown(tmp_path, wakebook):
    ran = wakebook(cwd=tmp_path)
    assert ran.code == 2
    assert "show one incident" in ran.stdout
