import subprocess

import pytest


@pytest.mark.parametrize(
    ("line", "has"),
    [
        ("", {"log", "new", "show", "check"}),
        ("sh", {"show"}),
        ("log --re", {"--resolved", "--reopened"}),
        ("show 2026-10", {"2026-10-05-payments-latency", "2026-10-19-payments-timeouts"}),
        ("log --incident 2026-11", {"2026-11-02-edge-upgrade"}),
        ("explain WB260", {"WB2601"}),
        ("check --format s", {"sarif"}),
        ("schema tim", {"timeline"}),
        ("log --severity SEV", {"SEV1", "SEV3"}),
        ("new Late --component pay", {"payments"}),
        ("log --commander b", {"ben"}),
        ("log --impact pay", {"payments="}),
        ("list --category net", {"network"}),
        ("completion f", {"fish"}),
        ("policy t", {"test"}),
        ("policy test --format s", {"sarif"}),
    ],
)
def test_words_that_can_stand_there_are_offered(small, wakebook, line, has):
    ran = wakebook("completion", "words", "--", *line.split(" "), cwd=small)
    found = set(ran.stdout.split())
    assert has <= found
    assert all(word.startswith(line.split(" ")[-1]) for word in found)


def test_nothing_is_offered_where_there_is_nothing(tmp_path, wakebook):
    assert wakebook("completion", "words", "--", "show", "", cwd=tmp_path).stdout == ""
    assert wakebook("completion", "words", "--", "wibble", "", cwd=tmp_path).stdout == ""


def test_bash_reads_its_script_and_completes(small, wakebook, tmp_path):
    script = tmp_path / "script"
    script.write_text(wakebook("completion", "bash", cwd=small).stdout)
    words = "COMP_WORDS=(wakebook sh) COMP_CWORD=1; _wakebook; echo ${COMPREPLY[@]}"
    answer = 'wakebook() { [ "$1:$2:$3:$4" = completion:words:--:sh ] && echo show; }'
    done = subprocess.run(
        ["bash", "-eu", "-c", f"{answer}; source {script}; {words}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "show\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_has_a_script(tmp_path, wakebook, shell):
    assert "wakebook completion words" in wakebook("completion", shell, cwd=tmp_path).stdout


def test_any_piece_of_an_id_is_completed(small, wakebook):
    ran = wakebook("completion", "words", "--", "show", "timeou", cwd=small)
    assert ran.stdout == "2026-10-19-payments-timeouts\n"
