"""Words of other tools lead to the command that does the same here."""

import pytest

from wakebook.cli.main import _TYPED, parsed
from wakebook.cli.main import _wanted as wanted


@pytest.mark.parametrize(
    ("word", "command"),
    [
        ("status", "show"),
        ("reopen", "log --reopened"),
        ("Resolved", "log --resolved"),
        ("resolve", "log --resolved"),
    ],
)
def test_a_word_of_another_tool_leads_to_the_command(small, wakebook, word, command):
    ran = wakebook(word, "checkout", cwd=small)
    told = f"wakebook: {word} is no command; did you mean `wakebook {command}`?\n"
    assert (ran.code, ran.stderr) == (2, told)


def test_a_mistyped_command_still_leads_to_the_nearest(small, wakebook):
    assert "did you mean show?" in wakebook("shwo", cwd=small).stderr
    assert "`wakebook --help` shows all" in wakebook("xyzzy", cwd=small).stderr


@pytest.mark.parametrize(("word", "command"), _TYPED.items())
def test_what_is_named_is_there_and_is_no_command_itself(word, command):
    line = [*command.split(), "text"] if command.startswith("log") else command.split()
    if command == "new":
        line.append("title")
    assert parsed(line).run is not None
    with pytest.raises(Exception, match="is no command"):
        wanted([word])
