"""``wakebook follow-up``: what is due, and whoever owes it is told, once."""

import argparse

HELP = "tell what is due, and remind whoever owes it"
EXAMPLES = """examples:
  wakebook follow-up                        what is due, and what --apply would do
  wakebook follow-up --at +3d               the same in three days; or a moment
  wakebook follow-up --digest build/digest  a digest and a feed for each audience
  wakebook follow-up --apply                issues, reminders and the week's digest
  wakebook follow-up --format json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._host import add_host

    add = parser.add_argument
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--plan", action="store_true", help="only tell, which is what it does anyway")
    how.add_argument("--apply", action="store_true", help="do it: what was done is not done again")
    add("--digest", metavar="DIR", help="write a digest and a feed for each audience to DIR")
    add("--at", metavar="TIME", help="tell as if it were then; not together with --apply")
    add("--rev", metavar="REV", help="by the records of this revision; HEAD if absent")
    add("--format", choices=("text", "json"), default="text", help="how to print")
    add_host(parser)


def run(arguments: argparse.Namespace) -> int:
    """Tell or do; 1 where the forge refused something, 3 where it was not reached."""
    from wakebook.cli._exits import UsageError
    from wakebook.cli._follow_up import Office
    from wakebook.cli._follow_up_told import tell_plan, told_effect

    if arguments.apply and arguments.at:
        raise UsageError("--at is a rehearsal; what is done is done now, so leave out --apply")
    office = Office(arguments)
    with office:
        plan = office.plan()
        if arguments.digest:
            from wakebook.cli._follow_up_digest import write_digests

            write_digests(office, plan.obligations, arguments.digest)
        done: dict[str, str] = {}
        if arguments.apply:
            for effect, outcome in office.done(plan.effects):
                done[effect.key] = outcome
                if arguments.format == "text":
                    told_effect(effect, outcome)
        tell_plan(office, plan, done)
        return 1 if office.refused else 0
