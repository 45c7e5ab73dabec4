"""Damaged records make the reader refuse or read, never fail; and a failing reader is noticed."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def fuzz(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("benchmarks.fuzz")


@pytest.fixture
def fuzz_check(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("benchmarks.fuzz_check")


def test_a_few_hundred_damaged_files_are_read_or_refused():
    command = [sys.executable, "-m", "benchmarks.fuzz", "--files", "400", "--seed", "20261123"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = dict(
        line.strip().rsplit(maxsplit=1) for line in done.stdout.splitlines() if "ms" not in line
    )
    assert int(rows["accepted"]) > 40
    assert int(rows["accepted"]) + int(rows["refused"]) == 400


@pytest.mark.thorough
def test_a_few_hundred_damaged_repositories_are_checked_whole():
    command = [sys.executable, "-m", "benchmarks.fuzz_check", "--files", "300", "--seed", "11"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    refused = next(line for line in done.stdout.splitlines() if "refused" in line)
    assert int(refused.split()[1]) > 200


def test_a_failing_check_is_noticed(fuzz_check, monkeypatch, capsys):
    monkeypatch.setattr(fuzz_check, "findings", lambda files: failing("", files))
    assert fuzz_check.main(["--files", "2"]) == 1
    assert "exception                            2\n" in capsys.readouterr().out


def failing(_name, _raw):
    raise RecursionError("too deep")


def misreading(_name, _raw):
    return "a: 1\n", {"a": "1"}


def accepting(_name, _raw):
    return "a: [\n", {}


@pytest.mark.parametrize(
    ("reader", "kind"),
    [
        (failing, "exception"),
        (misreading, "read otherwise by ruamel.yaml"),
        (accepting, "refused by ruamel.yaml"),
    ],
)
def test_a_failing_reader_is_noticed(fuzz, monkeypatch, capsys, reader, kind):
    monkeypatch.setattr(fuzz, "read", reader)
    assert fuzz.main(["--files", "3", "--seed", "1"]) == 1
    assert f"{kind}, shortest example:" in capsys.readouterr().out


def test_a_refusal_without_a_place_is_noticed(fuzz, monkeypatch, capsys):
    found = fuzz.Finding("a", 10_000, 1, "WB0201", "error", "nowhere")
    monkeypatch.setattr(fuzz, "read", lambda _name, _raw: ("", fuzz.Refused((found,))))
    assert fuzz.main(["--files", "3"]) == 1
    assert "refused without a place              3\n" in capsys.readouterr().out


def test_the_same_seed_damages_alike(fuzz):
    assert list(fuzz.damaged_files(20, 5)) == list(fuzz.damaged_files(20, 5))
    assert list(fuzz.damaged_files(20, 5)) != list(fuzz.damaged_files(20, 6))
