"""Reports that are made to crash an import, to stall it or to smuggle: read or refused at once."""

import time

import pytest

MAPPING = """\
system: odd
files: ["*"]
title: [{heading: first}]
date: [{file: '(?P<value>\\d{4}-\\d\\d-\\d\\d)'}]
times:
  zone: UTC
  formats: ["%Y-%m-%d %H:%M", "%H:%M"]
  days: ["%Y-%m-%d"]
  dates: follow past midnight
log:
  - part: [Log]
    rows: [bullets, headings, paragraphs, table]
    match: '\\**(?P<time>[\\d: -]{4,20})'
    columns: {time: 1, text: 2}
    section: Timeline
stated: [{part: [Time], measure: repair}]
actions: [{part: [Todo], kind: prevent}]
links: [{match: 'https?://(?P<id>.+)', system: web}]
"""
HEAD = "# Odd\n\n## Log\n\n- 2026-03-02 10:00 x\n\n"
MANY = (
    *("> ", "- ", "  - ", "1. ", "# x\n", "## Log\n\n- 10:00 x\n", "### 10:00\n\nx\n\n", "[", "]("),
    *("[x](", "**", "**a**: ", "**a:**\n\n", "`", "```\n", "~~~\n", "<a ", "<!--", "|", "| a "),
    *(
        "| a |\n|-|\n",
        "|a|b|\n",
        "\n",
        "a\n",
        "\\",
        "&#0;",
        "https://",
        "- [ ] x\n",
        "- a: b\n",
        "10:00 ",
    ),
    *("\t", "- 10:00 x\n", "10:00 x\n\n", "{{< x ", "---\n", "===\n", "- **Time**: 1h\n", "1h 1m "),
)
REPORTS = {f"many times {part!r}": HEAD + part * (300_000 // len(part)) for part in MANY}
REPORTS |= {
    "a long line": HEAD + "- 10:00 " + "x" * 850_000,
    "a long heading": HEAD + "### " + "x " * 400_000,
    "a wide table": HEAD + "|a" * 5_000 + "|\n" + "|-" * 5_000 + "|\n" + "|x|\n" * 5_000,
    "a long table": HEAD + "|a|b|\n|-|-|\n" + "|10:00|x|\n" * 40_000,
    "deep lists": HEAD + "".join(f"{'  ' * n}- x\n" for n in range(500)),
    "deep front matter": "---\na: " + "[" * 5_000 + "\n---\n" + HEAD,
    "a bomb of references": "---\na: &a [x, x]\n"
    + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    + "---\n"
    + HEAD,
    "no end of front matter": "---\na: b\n" * 20_000,
}


@pytest.fixture
def importing_odd(small, wakebook_process, tmp_path):
    """Imports one report in a process of its own."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "odd.yaml").write_text(MAPPING)

    def run(report, *arguments, name="2026-03-02-odd.md"):
        text = report if isinstance(report, bytes) else report.encode()
        (tmp_path / "reports" / name).write_bytes(text)
        given = ("import", "markdown", str(tmp_path / "reports"))
        mapping = ("--mapping", str(tmp_path / "odd.yaml"))
        return wakebook_process(*given, *mapping, *arguments, cwd=small)

    return run


@pytest.mark.variants(4, every=9)
@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_7_1_a_report_is_read_or_refused_at_once(importing_odd, report):
    begun = time.monotonic()
    ran = importing_odd(report, "--plan")
    assert ran.code in (0, 1), ran.stderr
    assert "2026-03-02-odd.md" in ran.stdout
    assert time.monotonic() - begun < 30


def test_7_1_a_file_of_a_megabyte_is_refused_with_its_size(importing_odd):
    ran = importing_odd("x" * 1_000_000, "--plan")
    assert ran.code == 1
    assert "has 1,000,000 bytes" in ran.stdout


SMUGGLED = (
    "# A\u202e\x00 title\n\n<script>x</script>\n\n"
    "## Log\n\n- 10:00 **a\u202e** <b onclick=x>b</b>\n\n"
    "## \u2066Part\u2069 <img src=x onerror=y>\n\n```\nopen\n\n"
    "# Todo\n\n- [x](javascript:y)\n- \x00\n"
    "- ../../etc <!-- c -->\n"
)


def test_7_1_nothing_that_records_refuse_is_smuggled_in(importing_odd, small, wakebook):
    ran = importing_odd(SMUGGLED)
    assert ran.code == 0, ran.stdout
    assert "U+202E" in ran.stdout
    written = [f for f in small.root.glob("*/2026/2026-03-02-*odd*/**/*") if f.is_file()]
    texts = "".join(f.read_text("utf-8") for f in written)
    assert not {"\u202e", "\x00", "\u2066"} & {*texts}
    assert "<script" not in texts
    assert wakebook("check", "--profile", "lenient", "--no-cache", cwd=small).code == 0
    assert importing_odd(SMUGGLED).stdout.count("unchanged") >= 1


def test_7_1_an_open_fence_takes_no_section_with_it(importing_odd, small):
    report = "# Odd\n\n## One\n\n- a\n\n  ```\n  open\n\n## Two\n\nwords\n\n## Log\n\n- 10:00 x\n"
    assert importing_odd(report).code == 0
    (file,) = small.root.glob("postmortems/2026/2026-03-02-*odd*/postmortem.md")
    assert "```\n\n## Two\n\nwords\n" in file.read_text()


@pytest.mark.parametrize("name", ["2026-03-02 \u202e.md", "2026-03-02-'\"`.md", "2026-03-02\n.md"])
def test_7_1_odd_names_of_files_do_no_harm(importing_odd, small, wakebook, name):
    ran = importing_odd(HEAD, name=name)
    assert ran.code in (0, 1), ran.stderr
    assert "\u202e" not in ran.stdout
    assert wakebook("check", "--profile", "lenient", "--no-cache", cwd=small).code == 0
