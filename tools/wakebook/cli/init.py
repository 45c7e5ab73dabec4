"""``wakebook init``: begin a repository of incidents."""

import argparse
from collections.abc import Iterator
from pathlib import Path

HELP = "begin a repository of incidents"
EXAMPLES = """examples:
  wakebook init my-incidents
  wakebook init                          in the current folder; nothing that is there is touched
"""
_SHARED = ("policies", "site", "mkdocs.yml")
"""What the adopter gets as this repository has it."""
_NOBODY = "me@example.org"
"""The address of somebody whom git does not know."""
_UNNAMED = (
    f"git does not know who you are, so that catalog/organisation.yaml says {_NOBODY}; tell it:",
    'git config --global user.name "..." && git config --global user.email "..."',
    "then write both into catalog/organisation.yaml, or delete that file and run this again",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("folder", nargs="?", default=".", metavar="DIR", help="where; here")


def run(arguments: argparse.Namespace) -> int:
    """Write what is missing and say what to do next."""
    from shlex import quote

    from wakebook.cli._terminal import say, tell
    from wakebook.records.git import Git
    from wakebook.records.write import TakenError, create

    root = Path(arguments.directory, arguments.folder)
    root.mkdir(parents=True, exist_ok=True)
    if not Git(root).inside():
        Git(root).run("init", "--quiet", "--initial-branch=main")
    made = kept = 0
    for path, data in sorted(files(root)):
        try:
            if (root / path).exists():
                raise TakenError(path)
            create(root, path, data)
        except TakenError:
            kept += 1
        else:
            made += 1
    if _caller(root)[1] == _NOBODY:
        for sentence in _UNNAMED:
            say(sentence)
    found = f", {kept} were there and are left as they are" if kept else ""
    there = "" if arguments.folder == "." else f"cd {quote(arguments.folder)} && "
    tell(
        [
            f"{made} files written{found}",
            "1. name your people and components in catalog/organisation.yaml",
            f'2. {there}git add --all && git commit -m "Begin" && wakebook check',
            '3. wakebook new "what happened"    and then: wakebook log "what you see or do"',
        ]
    )
    return 0


def files(root: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a new repository by its path."""
    from wakebook import __version__
    from wakebook.flows.beginnings import EMPTY, MAIN, adopted, filled, visible
    from wakebook.records.git import Git
    from wakebook.render.schemas import PLACES, names, text

    name, email = _caller(root)
    branch = Git(root).branch() or MAIN
    starter = Path(__file__).parents[1] / "starter"
    for path in _below(starter):
        raw = (starter / path).read_bytes()
        data = filled(
            raw, name=name, email=email, version=__version__, branch=branch, places=PLACES
        )
        yield visible(path), data
    shared = _shared()
    for top in _SHARED:
        for path in _below(shared, top):
            yield path, adopted(path, (shared / path).read_bytes())
    for folder in EMPTY:
        yield f"{folder}/.gitkeep", b""
    for schema in names():
        yield f"schemas/{schema}.json", text(schema).encode()


def _shared() -> Path:
    """The shared files: beside the modules in a wheel, at the top of a checkout otherwise."""
    packed = Path(__file__).parents[1] / "shared"
    return packed if packed.is_dir() else Path(__file__).parents[3]


def _below(folder: Path, top: str = ".") -> Iterator[str]:
    start = folder / top
    found = [start] if start.is_file() else start.rglob("*")
    for file in found:
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(folder).as_posix()


def _caller(root: Path) -> tuple[str, str]:
    """Name and address that git puts on commits here."""
    import os

    from wakebook.records.git import Git, GitError

    try:
        ident = os.fsdecode(Git(root).run("var", "GIT_AUTHOR_IDENT"))
    except GitError:
        return os.environ.get("USER", "me"), _NOBODY
    name, _, rest = ident.partition(" <")
    return name, rest.partition(">")[0]
