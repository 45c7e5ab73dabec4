"""Every workflow file passes the linters of the field, without a finding."""

import re
import subprocess

import pytest

pytestmark = pytest.mark.daily(2)

AUDITOR = ("--offline", "--no-progress", "--persona=auditor")


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def linted(file, program):
    """Assert that actionlint, zizmor as an auditor, and GitHub's schema accept a workflow file."""
    schema = "--builtin-schema=vendor.github-workflows"
    assert run(program("actionlint"), str(file)) == ""
    assert "No findings to report" in run(program("zizmor"), *AUDITOR, str(file))
    assert "ok" in run(program("check-jsonschema"), schema, str(file))


def test_e7_no_linter_has_a_finding(workflow_file, program):
    linted(workflow_file, program)


def test_each_finding_that_zizmor_is_to_ignore_has_its_reason(workflow_file):
    ignored = re.findall(r"zizmor: ignore(\S*) ?(.*)", workflow_file.read_text(encoding="utf-8"))
    assert all(re.fullmatch(r"\[[a-z-]+\]", what) and len(why) > 30 for what, why in ignored)
