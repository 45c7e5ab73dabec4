"""Who leads whom, by the catalog: whom a thing that is late goes to next.

A User or Group may say so itself by the annotation ``wakebook.dev/lead`` (``user:name`` or
``group:name``). Otherwise a person's lead is the team they are in (``memberOf``), and a team's is
its ``parent`` (Backstage catalog, kinds User and Group).
"""

from wakebook.model.catalog import Catalog, short

LEAD = "wakebook.dev/lead"


def lead(who: str, catalog: Catalog) -> str | None:
    """Whoever leads a person or team; None where the catalog does not say."""
    entity = catalog.people.get(who)
    if entity is None:
        return None
    said = entity.metadata.annotations.get(LEAD, "").strip()
    if said:
        named = said if ":" in said else f"user:{said}"
        kind = named.casefold().partition(":")[0]
        found = f"{kind}:{short(named)}"
        return found if found in catalog.people and found != who else None
    above = entity.names("memberOf") if entity.kind == "User" else entity.names("parent")
    teams = (f"group:{name}" for name in above)
    return next((team for team in teams if team in catalog.people and team != who), None)
