"""Every workflow file passes the linters of the field, without a finding."""

import re
import subprocess


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def test_actionlint_has_no_finding(workflow_file, program):
    assert run(program("actionlint"), str(workflow_file)) == ""


def test_e7_zizmor_as_an_auditor_has_no_finding(workflow_file, program):
    said = run(
        program("zizmor"), "--offline", "--no-progress", "--persona=auditor", str(workflow_file)
    )
    assert "No findings to report" in said


def test_each_finding_that_zizmor_is_to_ignore_has_its_reason(workflow_file):
    ignored = re.findall(r"zizmor: ignore(\S*) ?(.*)", workflow_file.read_text(encoding="utf-8"))
    assert all(re.fullmatch(r"\[[a-z-]+\]", what) and len(why) > 30 for what, why in ignored)


def test_the_schema_of_workflows_accepts_it(workflow_file, program):
    said = run(
        program("check-jsonschema"),
        "--builtin-schema=vendor.github-workflows",
        str(workflow_file),
    )
    assert "ok" in said
