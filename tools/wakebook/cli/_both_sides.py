"""Keeping problems' lists of incidents, and the logs of others, equal to the links of a log."""

from collections.abc import Iterable, Sequence

from wakebook.cli._closing import Balanced
from wakebook.cli._desk import Desk
from wakebook.cli._other_logs import answered
from wakebook.flows.saying.words import Line
from wakebook.model.incident import Incident


def problems_of(incident: Incident) -> set[str]:
    """The targets that the log links to as problems."""
    return {to for _, relation, to in incident.links if relation == "problem"}


def both_sides(desk: Desk, incident: str, stem: str, lines: Sequence[Line]) -> Balanced:
    """Make problems and other incidents name this one, or no longer, as its log says now."""
    if not any(line["kind"] in ("link", "correction") for line in lines):
        return Balanced([], [])
    before = desk.incident(incident)
    if before is None:
        return Balanced([], [])
    after = before.plus(stem, lines)
    old, new = problems_of(before), problems_of(after)
    done = listed(desk, incident, new - old, old - new)
    answered(desk, before, after, stem, done)
    return done


def listed(desk: Desk, incident: str, here: Iterable[str], gone: Iterable[str] = ()) -> Balanced:
    """Write the incident into the files of the problems ``here``, and out of those ``gone``."""
    done = Balanced([], [])
    for problem in sorted(here):
        _edit(desk, incident, problem, done, wanted=True)
    for problem in sorted(gone):
        _edit(desk, incident, problem, done, wanted=False)
    return done


def _edit(desk: Desk, incident: str, problem: str, done: Balanced, *, wanted: bool) -> None:
    """Splice one file; a failure never hides the lines of the log, which are safe already."""
    from wakebook.records.listing import with_incident, without_incident
    from wakebook.records.sealer import read_clear
    from wakebook.records.splice import SpliceError
    from wakebook.records.write import replace

    path = next((f.path for f in desk.opened.shelf.problems if f.path == _path(problem)), None)
    record = desk.library.problems.get(problem)
    if path is None or record is None:
        return
    try:
        old = read_clear(desk.root, path)
        edit = with_incident if wanted else without_incident
        new = edit(old, record.header.incidents, incident)
        if new == old:
            return
        replace(desk.root, path, new, old)
    except (OSError, ValueError, SpliceError) as error:
        advice = f"{'add' if wanted else 'remove'} {incident} there by hand"
        done.remarks.append(f"{path} was left as it is: {error}; {advice}")
        return
    done.paths.append(path)
    done.remarks.append(f"{path} lists it {'too' if wanted else 'no longer'}")


def _path(problem: str) -> str:
    return f"problems/{problem}.yaml"
