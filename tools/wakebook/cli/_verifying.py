"""What ``wakebook verify`` writes: an entry a check, with the evidence for it."""

from collections.abc import Sequence

from wakebook.cli._desk import Desk
from wakebook.cli._keeping import Kept, keep_lines
from wakebook.cli._open import speaker_of
from wakebook.cli._terminal import say, tell, tell_json
from wakebook.flows.saying.speaker import Timed
from wakebook.flows.saying.words import Line
from wakebook.flows.verifying.answer import Basis, Verified, entry, evidence, evidence_path
from wakebook.model.incident import Incident
from wakebook.model.moment import Moment


def written(desk: Desk, record: Incident, found: Sequence[Verified], basis: Basis) -> int:
    """Log what was asked; 0 only where everything was asked, passed, and is safe."""
    told = [each for each in found if each.asked]
    proofs = {each.check.name: evidence(each, basis) for each in told}
    by = speaker_of(desk, Timed(Moment.at(desk.now)))
    lines = [entry(each, basis, by, proofs[each.check.name]) for each in told]
    files = {evidence_path(each, proofs[each.check.name]): proofs[each.check.name] for each in told}
    kept = keep_lines(desk, record.id, lines, files) if lines else None
    _report(desk, record, found, lines, kept)
    if kept is not None and not kept.safe:
        return 3
    return 0 if all(each.passed for each in found) else 1


def _report(
    desk: Desk,
    record: Incident,
    found: Sequence[Verified],
    lines: Sequence[Line],
    kept: Kept | None,
) -> None:
    denied = [
        "; ".join(filter(None, (f"{v.check.name} was not asked: {v.why}", v.remedy)))
        for v in found
        if not v.asked
    ]
    remarks = [*denied, *(kept.remarks if kept else ["nothing was written"])]
    for remark in remarks:
        say(remark)
    if desk.arguments.format == "json":
        path = kept.path if kept else None
        tell_json({"id": record.id, "path": path, "entries": list(lines), "remarks": remarks})
        return
    outcomes = (f"{e['check']} {e['result']}, {e['passes']} of {e['of']}" for e in lines)
    tell([f"{record.id}: {outcome}" for outcome in outcomes])
