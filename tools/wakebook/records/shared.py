"""Reading what all incidents share: settings, policies, catalog, runbooks and problems."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TypeVar

from wakebook.model.catalog import Catalog, Entity
from wakebook.model.finding import Claim, Finding, Level, Route
from wakebook.model.gate.case import PolicyCase, PolicyCases
from wakebook.model.policy import SCHEMAS, Policy
from wakebook.model.problem import Problem, ProblemHeader
from wakebook.model.runbook import Runbook, RunbookHeader
from wakebook.model.settings import Settings
from wakebook.model.shape import UNKNOWN_KEY, fit, unknown_word
from wakebook.model.wording.template import Template, TemplateHeader
from wakebook.records.file import FileReader
from wakebook.records.shelf import Shelf
from wakebook.records.tree import SETTINGS, TreeFile

V = TypeVar("V")


class LazyFiles(Mapping[str, V]):
    """Records by the stem of their file, read when they are asked for; a broken one is left out."""

    def __init__(self, files: Iterable[TreeFile], read: Callable[[TreeFile], V | None]) -> None:
        self._files = {_stem(file): file for file in files}
        self._read = cache(read)

    def __getitem__(self, key: str) -> V:
        found = self._read(self._files[key])
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._files

    def __iter__(self) -> Iterator[str]:
        return (key for key, file in self._files.items() if self._read(file) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Shared:
    """The shared files of a shelf; what is wrong with one is added to ``findings``."""

    def __init__(self, shelf: Shelf, reader: FileReader) -> None:
        self.findings: list[Finding] = list(shelf.findings)
        self._shelf, self._reader = shelf, reader
        self.is_set = True
        """False where there are settings that cannot be read, and the plain ones hold."""
        self.settings = self._settings()
        self._zone = self.settings.tzinfo
        self.policies: Mapping[str, Policy] = LazyFiles(shelf.policies, self._policy)
        self.policy_tests: Mapping[str, PolicyCases] = LazyFiles(shelf.policy_tests, self._cases)
        self.runbooks: Mapping[str, Runbook] = LazyFiles(shelf.runbooks, self._runbook)
        self.problems: Mapping[str, Problem] = LazyFiles(shelf.problems, self._problem)
        self.templates: Mapping[str, Template] = LazyFiles(shelf.templates, self._template)

    def _settings(self) -> Settings:
        if self._shelf.settings is None:
            sentence = "is missing; `wakebook init` writes it"
            self.findings.append(Finding(SETTINGS, 1, 1, "WB0006", Level.ERROR, sentence))
            return Settings(format=1)
        found = self._reader.value(SETTINGS, Settings, self.findings)
        self.is_set = found is not None
        return found or Settings(format=1)

    def _policy(self, file: TreeFile) -> Policy | None:
        stem = _stem(file)
        model = SCHEMAS.get(stem)
        if model is None:
            wrong = unknown_word((), stem, SCHEMAS)
            sentence = wrong.claim.message
            self.findings.append(Finding(file.path, 1, 1, wrong.code, Level.ERROR, sentence))
            return None
        policy = self._reader.value(file.path, model, self.findings, self._zone)
        if policy is not None and policy.schema_ != stem:
            sentence = f"the key 'schema' says {policy.schema_!r} in the file of {stem!r}"
            self._note(file.path, UNKNOWN_KEY, ("schema",), sentence)
            return None
        return policy

    def _cases(self, file: TreeFile) -> PolicyCases:
        cases: dict[int, PolicyCase] = {}
        for number, value in enumerate(self._reader.items(file.path, self.findings)):
            fitted = fit(PolicyCase, value, zone=self._zone, route=(number,))
            if isinstance(fitted, list):
                self.findings += self._reader.located(file.path, fitted)
            else:
                cases[number] = fitted
        return PolicyCases(_stem(file), cases)

    def _runbook(self, file: TreeFile) -> Runbook | None:
        read = self._reader.document(file.path, RunbookHeader, self.findings, self._zone)
        return None if read is None else Runbook(_stem(file), read.header, read.body)

    def _template(self, file: TreeFile) -> Template | None:
        read = self._reader.document(file.path, TemplateHeader, self.findings, self._zone)
        if read is None:
            return None
        name = file.path.rpartition("/")[2]
        digest = hashlib.sha256(self._reader.raw(file.path)).hexdigest()
        return Template(name, digest, read.header, read.body, read.body_line)

    def _problem(self, file: TreeFile) -> Problem | None:
        header = self._reader.value(file.path, ProblemHeader, self.findings, self._zone)
        return None if header is None else Problem(_stem(file), header)

    def catalog(self) -> Catalog:
        """All entities of the catalog; a second one of a kind and name is a finding."""
        entities: list[Entity] = []
        where: dict[str, str] = {}
        position: dict[str, int] = {}
        for path, number, entity in self._entities():
            name = f"{entity.kind}:{entity.name}"
            if name in where:
                sentence = f"{entity.kind} {entity.name!r} is in {where[name]} already; rename one"
                self._note(path, "WB0007", (number, "metadata", "name"), sentence)
                continue
            where[name], position[name] = path, number
            entities.append(entity)
        return Catalog(tuple(entities), where, position)

    def _entities(self) -> Iterator[tuple[str, int, Entity]]:
        for file in self._shelf.catalog:
            for number, value in enumerate(self._reader.documents(file.path, self.findings)):
                fitted = fit(Entity, value, route=(number,))
                if isinstance(fitted, list):
                    self.findings += self._reader.located(file.path, fitted)
                else:
                    yield file.path, number, fitted

    def _note(self, path: str, code: str, route: Route, sentence: str) -> None:
        self.findings.append(self._reader.place(path, code, Level.ERROR, Claim(route, sentence)))


def _stem(file: TreeFile) -> str:
    return file.path.rpartition("/")[2].rpartition(".")[0]
