"""Writing the other side of a link between incidents: into the log of the other one."""

from collections.abc import Sequence

from wakebook.cli._closing import Balanced
from wakebook.cli._desk import Desk
from wakebook.flows.saying.relations import BETWEEN, answers
from wakebook.flows.saying.speaker import Timed
from wakebook.flows.saying.words import Line
from wakebook.model.incident import Incident
from wakebook.model.moment import Moment


def addressed(incident: str, lines: Sequence[Line]) -> set[str]:
    """The other incidents whose logs have to link back to new lines of a log."""
    links = (line for line in lines if line["kind"] == "link" and line["rel"] in BETWEEN)
    return {line["to"] for line in links} - {incident}


def answered(desk: Desk, before: Incident, after: Incident, stem: str, done: Balanced) -> None:
    """Make the logs of others link back, or no longer, in files of the same ``stem``."""
    from wakebook.cli._open import speaker

    found = {(rel, to) for _, rel, to in before.links} ^ {(rel, to) for _, rel, to in after.links}
    for other in sorted({to for rel, to in found if rel in BETWEEN and to != after.id}):
        record = desk.library.incidents.get(other)
        if record is None:
            continue
        if other in desk.opened.elsewhere:
            done.remarks.append(f"{other} lies in another repository; link it back from there")
            continue
        lines = answers(before, after, record, speaker(desk, Timed(Moment.at(desk.now))))
        if lines:
            _write(desk, record, stem, lines, done)


def _write(desk: Desk, other: Incident, stem: str, lines: list[Line], done: Balanced) -> None:
    """One new file; a failure never hides the lines of the log, which are safe already."""
    from wakebook.records.emit import emit_document
    from wakebook.records.unended import last_recorded
    from wakebook.records.write import TakenError, create

    folder = f"incidents/{other.id[:4]}/{other.id}/timeline"
    data = emit_document(lines).encode()
    later = [stem] if stem > last_recorded(desk.opened, other.id) else []
    for name in (*later, desk.stem(other.id), desk.stem(other.id)):
        path = f"{folder}/{name}.yaml"
        try:
            create(desk.root, path, data)
        except TakenError:
            continue
        except OSError as error:
            done.remarks.append(f"{other.id} was left as it is: {error}; link it back from there")
            return
        done.paths.append(path)
        told = ", ".join(f"{line['rel']} {line['to']}" for line in lines if line["kind"] == "link")
        done.remarks.append(f"the log of {other.id} says {told or 'so no longer'}")
        return
    done.remarks.append(f"{other.id} was left as it is: no name is free; link it back from there")
