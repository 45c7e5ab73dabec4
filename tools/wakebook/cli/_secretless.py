"""No secret gets into a record: what was typed is looked at before anything is written."""

from wakebook.cli._desk import Desk
from wakebook.cli._exits import RefusedError
from wakebook.model.texts import strings


def demand_no_secret(desk: Desk, said: object) -> None:
    """Raise RefusedError where a text in ``said`` holds a secret, which is never repeated."""
    from wakebook.rules.secrets import secrets

    policy = desk.library.disclosure
    allowed = policy.allowed if policy is not None else ()
    found = [each.kind for _, text in strings(said, ()) for each in secrets(text, allowed)]
    if found:
        kinds = " and ".join(dict.fromkeys(found))
        raise RefusedError(
            f"this holds {kinds}, and what is committed stays in history; nothing was written\n"
            "say it again without that, by what it is for; if it is no secret: "
            "wakebook explain WB3502"
        )
