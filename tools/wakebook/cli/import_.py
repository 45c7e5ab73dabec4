"""``wakebook import``: records of other tools become records of this repository."""

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo
    from types import ModuleType

    from wakebook.flows.importing.house import House
    from wakebook.flows.importing.item import Foreign
    from wakebook.flows.importing.writes import Write
    from wakebook.model.base import Value
    from wakebook.model.finding import Finding
    from wakebook.model.imported import Fate, Plan, Remark
    from wakebook.records.beside import Beside
    from wakebook.records.library import Opened

HELP = "import incidents from status sites, service desks, on-call tools, alerts or Markdown"
EXAMPLES = """examples:
  wakebook import cstate ../status-site --plan
  wakebook import cstate ../status-site --zone Europe/Prague --as disrupted=SEV3
  wakebook import statuspage history.atom
  wakebook import upptime ../upptime
  wakebook import pagerduty ../pagerduty --as P1=SEV1 --plan
  wakebook import pagerduty incidents.csv --zone America/New_York --plan
  wakebook import alertmanager ../notifications --as critical=SEV1
  wakebook import markdown ../post-mortems --mapping post-mortems.yaml --plan
  wakebook import statuspage incidents.json --no-components --format json
  wakebook import servicenow incidents.csv --zone Europe/Rome --dates dmy --plan

A second run changes nothing. What is new at the source is added to the log.
"""
_NOBODY = "leave --external out (a mapping of Markdown says `external: true` for its lists)"
_CATALOG = re.compile(r"catalog/[a-z0-9][a-z0-9._-]{0,80}\.ya?ml")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.flows.importing.formats import names

    parser.add_argument("system", choices=names(), metavar="SYSTEM", help=" or ".join(names()))
    parser.add_argument(
        "source",
        metavar="SOURCE",
        help="a cState site, an Upptime repository or reports, as a folder; a file, or a folder of"
        " files, of the others",
    )
    parser.add_argument("--plan", action="store_true", help="show what would happen; write nothing")
    parser.add_argument(
        "--zone", metavar="ZONE", help="zone of times that have none: Europe/Prague"
    )
    parser.add_argument(
        "--mapping", metavar="FILE", help="what the words of reports in Markdown mean"
    )
    parser.add_argument(
        "--dates",
        choices=("dmy", "mdy", "iso"),
        metavar="ORDER",
        help="how dates in figures are read: dmy (day first), mdy (month first) or iso",
    )
    parser.add_argument(
        "--as",
        action="append",
        default=[],
        dest="meanings",
        metavar="WORD=MEANING",
        help="what a word for severity means: a level (SEV3) or a state (partial_outage)",
    )
    parser.add_argument(
        "--site",
        metavar="NAME",
        help="short name of the page, for new components; tells pages without an address apart",
    )
    parser.add_argument(
        "--external",
        action="store_true",
        help="keep the names of people who are not in the catalog as `external:` text",
    )
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--components", metavar="FILE", help="catalog file for new components (imported-SITE.yaml)"
    )
    group.add_argument(
        "--no-components", action="store_true", help="leave unknown components in words"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print")


def run(arguments: argparse.Namespace) -> int:
    """Plan, write unless only the plan is wanted, report; 1 if something could not be imported."""
    from wakebook.cli._repository import root_of
    from wakebook.records.library import Opened
    from wakebook.records.tree import WorkTree

    root = root_of(arguments)
    foreign, fields = _read(arguments)
    opened = Opened(WorkTree(root))
    plan, writes = _planned(arguments, opened, foreign, fields)
    if not arguments.plan:
        _write(root, writes)
        plan = plan._replace(written=True)
    sys.stdout.writelines(_shown(plan, arguments.format))
    return 1 if plan.failed else 0


def _read(arguments: argparse.Namespace) -> "tuple[Foreign, dict[str, Fate]]":
    from wakebook.cli._exits import UsageError
    from wakebook.flows.importing.formats import load
    from wakebook.flows.importing.item import Foreign
    from wakebook.model.imported import Remark
    from wakebook.records.foreign.node import UnreadableError

    module = load(arguments.system)
    path = Path(arguments.directory, arguments.source)
    if not path.exists():
        raise UsageError(f"there is no {arguments.source}; name {module.SOURCE}")
    if module.FOLDER is not None and path.is_dir() != module.FOLDER:
        raise UsageError(
            f"{arguments.source} is not what {arguments.system} needs: {module.SOURCE}"
        )
    if arguments.external and not getattr(module, "SIGNED", False):
        raise UsageError(f"{arguments.system} has no people of its own to keep; {_NOBODY}")
    zone = _zone(arguments.zone)
    page = _mapping(arguments, model := getattr(module, "MAPPING", None))
    mapping = page.value(model) if page and model else None
    if isinstance(mapping, list):
        return Foreign([], [_remark(fault, bars=True) for fault in mapping]), module.FIELDS
    try:
        more = _dates(arguments, module)
        foreign = module.read(path, path.name, zone, *([mapping] if mapping else []), **more)
    except UnreadableError as error:
        return Foreign([], [Remark(path.name, error.line, error.why, bars=True)]), module.FIELDS
    hints = [_remark(page.place(claim)) for claim in foreign.hints] if page else []
    return foreign._replace(remarks=[*foreign.remarks, *hints]), module.FIELDS


def _remark(found: "Finding", *, bars: bool = False) -> "Remark":
    from wakebook.model.imported import Remark

    return Remark(found.path, found.line, found.message, bars, found.column)


def _mapping(arguments: argparse.Namespace, model: "type[Value] | None") -> "Beside | None":
    """The file that ``--mapping`` names, for a format that needs one."""
    from wakebook.cli._exits import UsageError
    from wakebook.records.beside import Beside

    if model is None and arguments.mapping is None:
        return None
    if model is None:
        raise UsageError(f"{arguments.system} needs no mapping; leave --mapping out")
    if arguments.mapping is None:
        raise UsageError(f"{arguments.system} needs --mapping FILE: what the reports' words mean")
    path = Path(arguments.directory, arguments.mapping)
    if not path.is_file():
        raise UsageError(f"there is no {arguments.mapping}; name a mapping, a page of YAML")
    return Beside(path, path.name)


def _dates(arguments: argparse.Namespace, module: "ModuleType") -> dict[str, str]:
    """The order of dates, for a format that may need it."""
    if arguments.dates is None:
        return {}
    if not getattr(module, "DATES", False):
        from wakebook.cli._exits import UsageError

        raise UsageError(f"{arguments.system} has dates of one form; leave --dates out")
    return {"dates": arguments.dates}


def _zone(name: str | None) -> "tzinfo | None":
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from wakebook.cli._exits import UsageError

    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(f"{name!r} is no IANA zone such as UTC or Europe/Prague") from None


def _planned(
    arguments: argparse.Namespace, opened: "Opened", foreign: "Foreign", fields: "dict[str, Fate]"
) -> "tuple[Plan, list[Write]]":
    from datetime import UTC, datetime

    from wakebook.cli._processes import spread, worth
    from wakebook.flows.importing.plan import Planning

    house = _house(arguments, opened, foreign)
    catalog = arguments.components or f"catalog/imported-{house.site}.yaml"
    if not _CATALOG.fullmatch(catalog):
        from wakebook.cli._exits import UsageError

        raise UsageError(f"{catalog!r} is no file of the catalog; write catalog/NAME.yaml")
    planning = Planning(opened, house, fields, datetime.now(UTC).replace(microsecond=0))
    each = spread if worth(len(foreign.items)) > 1 else None
    plan = planning.plan(foreign, catalog, each)
    return plan, planning.writes


def _house(arguments: argparse.Namespace, opened: "Opened", foreign: "Foreign") -> "House":
    from wakebook.cli._exits import UsageError
    from wakebook.flows.importing.house import House, site_name, slug

    site = slug(arguments.site, 40) if arguments.site else site_name(foreign.host, arguments.system)
    if not site:
        raise UsageError(f"{arguments.site!r} holds no letter or digit; choose another name")
    house = House(
        opened.library,
        site,
        _meanings([*arguments.meanings, *foreign.meanings]),
        may_add=not arguments.no_components,
        page=site if arguments.site and not foreign.host else None,
        external=arguments.external,
        given=arguments.meanings,
    )
    unknown = house.unknown_meanings()
    if unknown:
        raise UsageError(f"{', '.join(unknown)}: neither a level nor a state of this repository")
    return house


def _meanings(given: Iterable[str]) -> dict[str, list[str]]:
    from wakebook.cli._exits import UsageError

    found: dict[str, list[str]] = {}
    for pair in given:
        word, sign, meaning = pair.partition("=")
        if not (word.strip() and sign and meaning.strip()):
            raise UsageError(
                f"--as {pair!r} is no pair; write WORD=MEANING, such as disrupted=SEV3"
            )
        found.setdefault(word.strip().lower(), []).append(meaning.strip())
    return found


def _write(root: Path, writes: "Iterable[Write]") -> None:
    from wakebook.cli._processes import spread
    from wakebook.flows.importing.writes import Edit, NewFile, NewRecord
    from wakebook.records.write import create, create_folders, replace

    records: dict[str, dict[str, bytes]] = {}
    for write in writes:
        match write:
            case NewRecord(folder, files):
                records[folder] = {name: text.encode() for name, text in files.items()}
            case NewFile(path, text):
                create(root, path, text.encode())
            case Edit(path, old, new):
                replace(root, path, new, old)

    def put(folders: Sequence[str]) -> Sequence[str]:
        create_folders(root, [(folder, records[folder]) for folder in folders])
        return folders

    for _ in spread(put, list(records)):
        pass


def _shown(plan: "Plan", form: str) -> Iterable[str]:
    from wakebook.render.imported import json, text

    return json.parts(plan) if form == "json" else [text.render(plan)]
