"""Sources that are small and made to cost hours: each is refused or read at once."""

import pytest

FRONT = '+++\ntitle = "Mail is late"\ndate = 2026-01-01T00:00:00Z\n%s+++\n%s'
POSTS = {
    "a dotted key of many levels": FRONT % (".".join("a" * 50_000) + " = 1\n", ""),
    "much front matter": FRONT % ("a.b.c.d = 1\n" * 10_000, ""),
    "a wide heading": FRONT % ("", f"# {'a' + ' ' * 190_000}b"),
    "a long body": FRONT % ("", "x\n\n" * 200_000),
}
OPEN = (
    "{{< track ",
    "x\n\n",
    "\n\n```\n\n",
    "```x\n",
    "<!--",
    "*Update* ",
    '<a href="',
)
POSTS |= {f"many times {part!r}": FRONT % ("", part * (190_000 // len(part))) for part in OPEN}


@pytest.mark.variants(4, every=3)
@pytest.mark.parametrize("post", POSTS.values(), ids=POSTS)
def test_a_post_is_read_or_refused_at_once(small, wakebook_process, tmp_path, post):
    issues = tmp_path / "page" / "content" / "issues"
    issues.mkdir(parents=True)
    (issues / "mail.md").write_text(post)
    ran = wakebook_process("import", "cstate", str(tmp_path / "page"), "--plan", cwd=small)
    assert ran.code == 1
    assert "content/issues/mail.md:" in ran.stdout
