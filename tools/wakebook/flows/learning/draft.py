"""A draft of a post-mortem: the record as its readers may see it, in the sections of the policy.

A later run renews what nobody has touched, and leaves everything else.
"""

from collections.abc import Sequence
from datetime import date

from wakebook.model.audience import seen, sees
from wakebook.model.base import AUDIENCES, Audience
from wakebook.model.blocks import Renewed, block, ledger, renewed
from wakebook.model.incident import Incident
from wakebook.model.learning import need
from wakebook.model.library import Library
from wakebook.model.policy.postmortem import RequiredSection
from wakebook.model.postmortem import Action
from wakebook.records.emit import inline
from wakebook.render.draft import NAMES, Part, parts
from wakebook.render.draft.source import Source

_NOTE = (
    "<!-- Begun from the record. What stands between two wakebook marks is renewed by "
    "`wakebook postmortem draft` until somebody changes it; without its marks it never is. "
    "Remove the other comments when they are answered. "
    "When all is written, `wakebook postmortem publish` puts `published` into the front matter. -->"
)


def audience_of(incident: Incident) -> Audience:
    """Who may read a new draft: the staff, or those few who may read the record at all."""
    return "restricted" if incident.header.audience == "restricted" else "staff"


def drafted(incident: Incident, library: Library, audience: Audience, today: date) -> list[Part]:
    """The parts of the draft; what its readers may not see of the record is not in them."""
    known = frozenset(_visible(incident, library, audience))
    shown = seen(incident, audience, known)
    assert shown is not None, "a draft is never for more readers than its record"  # noqa: S101
    hidden = len(shown.timeline) < len(incident.timeline) or _is_narrowed(incident, audience)
    source = Source(
        incident=shown,
        actions=tuple(_actions(incident, library, audience)),
        titles={name: _title(library, name, audience) for name in known},
        library=library,
        need=need(shown, library, audience),
        audience=audience,
        hidden=hidden,
    )
    return parts(source, _sections(library, today))


def new_text(incident: Incident, audience: Audience, made: Sequence[Part]) -> str:
    """A whole file, front matter first."""
    front = f"---\nincidents: [{inline(incident.id)}]\nauthors: []\naudience: {audience}\n---"
    names = [part.name for part in made if part.text]
    marks = f"{_NOTE}\n{ledger(names)}"
    return "\n\n".join([front, marks, *(_section(part) for part in made if any(part[1:]))]) + "\n"


def _section(part: Part) -> str:
    heading = f"## {part.title}" if part.title else ""
    filled = block(part.name, part.text) if part.text else ""
    return "\n\n".join(each for each in (heading, filled, part.prompt) if each)


def renewed_text(text: str, made: Sequence[Part]) -> Renewed:
    """An older draft with the parts as they are now; what is known no more becomes empty."""
    wanted = dict.fromkeys(NAMES, "") | {part.name: part.text for part in made if part.name}
    return renewed(text, wanted, {part.name: part.title for part in made if part.name})


def _sections(library: Library, today: date) -> Sequence[RequiredSection]:
    policy = library.review
    return policy.on(today).sections if policy else ()


def _visible(incident: Incident, library: Library, audience: Audience) -> list[str]:
    """Incidents and problems that the record leads to and that the readers may know of."""
    rank = AUDIENCES.index(audience)
    found = []
    merged = [str(getattr(n.entry, "into", "")) for n in incident.by_kind.get("merged", ())]
    for target in [*(to for _, _, to in incident.links), *merged]:
        other, problem = library.incidents.get(target), library.problems.get(target)
        told = problem is not None and AUDIENCES.index(problem.header.audience) <= rank
        if (other is not None and sees(audience, other)) or told:
            found.append(target)
    return found


def _title(library: Library, name: str, audience: Audience) -> str:
    other = library.incidents.get(name)
    shown = seen(other, audience) if other is not None else None
    return shown.header.title if shown is not None else library.problems[name].header.title


def _actions(incident: Incident, library: Library, audience: Audience) -> list[Action]:
    rank = AUDIENCES.index(audience)
    listed = library.actions.get(incident.id) or ()
    level = incident.header.audience
    return [a for a in listed if AUDIENCES.index(a.item.audience or level) <= rank]


def _is_narrowed(incident: Incident, audience: Audience) -> bool:
    """Whether single fields of it are for fewer readers."""
    rank = AUDIENCES.index(audience)
    levels = [
        incident.header.audiences or {},
        *(x.entry.audiences or {} for x in incident.timeline),
    ]
    return any(AUDIENCES.index(level) > rank for each in levels for level in each.values())
