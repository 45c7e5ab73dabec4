"""The reference pages say what the code says."""

import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGES = runpy.run_path(str(DOCS / "generate.py"))["pages"]()


@pytest.mark.parametrize("path", PAGES)
def test_a_reference_page_is_what_the_code_says(path):
    assert (DOCS / path).read_text(encoding="utf-8") == PAGES[path], "run `make docs`"


def test_hidden_arguments_are_not_shown():
    assert "SUPPRESS" not in (DOCS / "reference/commands.md").read_text()
