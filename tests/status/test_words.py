"""The files of words: what cannot be shown is told by file and key, and nothing is published."""

import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.status.conftest import POLICY

pytestmark = pytest.mark.daily(2)
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def own(site):
    """The site with files of words of its own."""
    for name in ("site", "mkdocs.yml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, site.repository.root / name)
    return site


def _words(site, language, old, new):
    """Put other words into a file."""
    path = site.repository.root / f"site/status/words/{language}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[page]", 'x = "y"\n[page]', "x is no group of words"),
        ('status = "Status"', "status = 5", "page.status is no text"),
        ('status = "Status"', 'status = ["a"]', "page.status is no text"),
        ('status = "Status"', 'status = "{foo}"', "page.status: there is no {foo} here"),
        ("As of {time}", "As of {foo}", "page.built: there is no {foo} here, there are {time}"),
        ("As of {time}", "As of {time.__class__}", "page.built: only a plain name"),
        ("As of {time}", "As of {", "page.built: Single '{'"),
        ("As of {time}", "As of {0}", "page.built: only a plain name"),
        ("As of {time}", "As of {}", "page.built: only a plain name"),
        ("As of {time}", "As of {time!r}", "page.built: only a plain name"),
        ("As of {time}", "As of {time:>300000000}", "page.built: only a plain name"),
        ('identified = "Identified"', 'identified = "\\u0001"', "status.identified holds a char"),
        ("[all]\n", "[every]\n", "has no words for all.major_outage"),
        ("[all]\n", "[all\n", ""),
    ],
)
def test_3_2_words_that_cannot_be_shown_are_told_by_file_and_key(own, old, new, told):
    _words(own, "en", old, new)
    ran = own.publish()
    assert ran.code == 1
    assert "site/status/words/en.toml" in ran.stderr
    assert told in ran.stderr
    assert not own.folder.exists()


def test_3_2_another_language_has_the_same_places_before_it_needs_them(own):
    """Else an impact without a time, which is rare, would stop the page when it is needed."""
    _words(own, "de", '"untimed.other" = "', '"untimed.other" = "{anzahl} ')
    ran = own.publish()
    assert ran.code == 1
    told = "words/de.toml: uptime.untimed.other: there is no {anzahl} here, there are {count}"
    assert told in ran.stderr


def test_3_2_words_may_hold_braces_and_stand_on_several_lines(own):
    _words(own, "en", '"As of {time}"', '"""As {{of}}\n  {time}"""')
    assert own.publish().code == 0
    assert "As {of} " in own.text("index.html")


def test_3_2_a_language_that_nobody_knows_is_told(own):
    own.repository.write("policies/status.yaml", POLICY.replace("[en, de]", "[en, zzz]"))
    own.repository.write("site/status/words/zzz.toml", '[page]\nstatus = "x"\n')
    ran = own.publish()
    assert (ran.code, "the language zzz is not known" in ran.stderr) == (1, True)


def test_3_2_a_title_on_two_lines_is_shown_on_one(site):
    settings = (site.repository.root / "wakebook.yaml").read_text(encoding="utf-8")
    title = 'title: "A\\nB</title><script>x</script>"\n'
    kept = [line for line in settings.splitlines() if not line.startswith("title:")]
    site.repository.write("wakebook.yaml", "\n".join(kept) + f"\n{title}")
    assert site.publish().code == 0
    assert "X-WR-CALNAME:A B</title>" in site.text("maintenance.ics")
    assert "<script>x" not in site.text("index.html")
    for name in ("feed.atom", "feed.rss", "sitemap.xml"):
        ET.fromstring(site.text(name))
