"""Entities of our own kinds in the catalog, and what each of them may say."""

from collections.abc import Mapping

from wakebook.model.base import Value
from wakebook.model.calendar import CalendarSpec
from wakebook.model.catalog import Entity
from wakebook.model.checks import FORMS
from wakebook.model.finding import Claim, Route
from wakebook.model.shape import MISSING_KEY, Misfit, fit, unknown_word

VERSION = "wakebook.dev/v1"
GROUP = "wakebook.dev/"
KINDS: dict[str, type[Value] | Mapping[str, type[Value]] | None] = {
    "Calendar": CalendarSpec,
    "Check": FORMS,
    "Vendor": None,
}
"""What the ``spec`` of a kind may say: a model, or models by its ``type``; None is anything."""


def misfits(entity: Entity) -> list[Misfit]:
    """Every reason why an entity of ours is none; routes begin within the entity."""
    if entity.kind not in KINDS:
        return [unknown_word(("kind",), entity.kind, KINDS)]
    form = KINDS[entity.kind]
    if form is None:
        return []
    if entity.apiVersion != VERSION:
        return [unknown_word(("apiVersion",), entity.apiVersion, [VERSION])]
    return _unfit(form, entity.spec, ("spec",))


def is_ours(entity: Entity) -> bool:
    """Whether an entity is of one of our kinds, or says that it is."""
    return entity.apiVersion.startswith(GROUP) or KINDS.get(entity.kind) is not None


def _unfit(
    form: type[Value] | Mapping[str, type[Value]], spec: dict[str, object], route: Route
) -> list[Misfit]:
    if isinstance(form, type):
        found = fit(form, spec, route=route)
        return found if isinstance(found, list) else []
    place, kind = (*route, "type"), spec.get("type")
    if "type" not in spec:
        sentence = f"the key 'type' is missing; add it, one of: {', '.join(form)}"
        return [Misfit(MISSING_KEY, Claim(place, sentence))]
    if not isinstance(kind, str) or kind not in form:
        return [unknown_word(place, kind, form)]
    return _unfit(form[kind], spec, route)
