"""What a page for the staff tells of words: for whom they wait, and what a template said."""

from wakebook.model.incident import Incident
from wakebook.model.log.logged import Logged
from wakebook.model.wording.words import FACE, Wording, Words
from wakebook.render.entries import Line
from wakebook.render.overridden import difference
from wakebook.render.site import Site


def wording_of(site: Site) -> Wording:
    """Which words wait; the public reads none of them, and so not that there are some."""
    wording = site.library.wording if site.audience != "public" else None
    return wording or Wording()


def face_waits(site: Site, incident: Incident) -> str:
    """For whom the public title and summary wait."""
    face = wording_of(site).of(incident).get(FACE)
    return ", ".join(face.waits_for) if face is not None else ""


def worded(shown: Line, logged: Logged, words: Words | None, wording: Wording) -> Line:
    """A line with what is to be known of its words."""
    said = wording.said(logged.entry)
    held = words is not None and words.how == "held"
    return shown._replace(
        waits=", ".join(words.waits_for) if words is not None and held else "",
        overridden=difference(said, shown.text) if said is not None else (),
    )
