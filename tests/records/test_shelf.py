"""Each file lies in the one place where it is read, or a finding says where it belongs."""

import pytest

from wakebook.model.finding import Level
from wakebook.records.shelf import arrange, is_place
from wakebook.records.tree import ABSENT, ORDINARY, TreeFile

ID = "2026-11-23-checkout-errors"
HOME = f"incidents/2026/{ID}"
LEARNED = f"postmortems/2026/{ID}"
STEM = "20261123T140322Z-7f3a"
EXECUTABLE, LINK, SUBMODULE, FOLDER = 0o100755, 0o120000, 0o160000, 0o40000


def files(*paths, mode=ORDINARY):
    return [TreeFile(path, mode, None) for path in paths]


def only(path, mode=ORDINARY):
    """The one finding about a tree of one file, which is on no shelf then."""
    shelf = arrange(files(path, mode=mode))
    (found,) = shelf.findings
    assert (found.path, found.line, found.column) == (path, 1, 1)
    assert not read(shelf)
    return found


def read(shelf):
    """The path of every file that something reads."""
    shared = (shelf.policies, shelf.policy_tests, shelf.catalog, shelf.runbooks, shelf.problems)
    kept = [file for row in shared for file in row]
    kept += [file for case in shelf.cases.values() for file in case.files]
    return sorted(file.path for file in [*kept, *filter(None, [shelf.settings])])


def test_the_files_of_an_incident_and_of_its_post_mortem_lie_together():
    paths = [
        f"{HOME}/incident.yaml",
        f"{LEARNED}/postmortem.md",
        f"{HOME}/timeline/{STEM}.yaml",
        f"{HOME}/evidence/.hidden",
        f"{HOME}/evidence/deep/er/Graph 1.PNG",
        f"{LEARNED}/actions/wait-longer.yaml",
    ]
    shelf = arrange(files(*reversed(paths)))
    assert not shelf.findings
    (case,) = shelf.cases.values()
    assert [file.path for file in case.files] == paths
    assert (case.id, case.folder) == (ID, HOME)
    assert [case.header.path, case.postmortem.path] == paths[:2]
    assert [[f.path for f in row] for row in (case.log, case.evidence, case.actions)] == [
        paths[2:3],
        paths[3:5],
        paths[5:],
    ]


def test_what_all_incidents_share_lies_on_shelves_of_its_own():
    shelf = arrange(
        files(
            "wakebook.yaml",
            "catalog/people.yaml",
            "catalog/teams/web.yml",
            "policies/severity.yaml",
            "policies/tests/approvals.yaml",
            "runbooks/disk-full.md",
            "problems/retry.storm.yaml",
        )
    )
    assert not shelf.findings
    assert shelf.settings.path == "wakebook.yaml"
    kept = {
        "catalog": ["catalog/people.yaml", "catalog/teams/web.yml"],
        "policies": ["policies/severity.yaml"],
        "policy_tests": ["policies/tests/approvals.yaml"],
        "runbooks": ["runbooks/disk-full.md"],
        "problems": ["problems/retry.storm.yaml"],
    }
    assert {name: [f.path for f in getattr(shelf, name)] for name in kept} == kept


@pytest.mark.parametrize(
    "path",
    [
        "policies/templates/README.md",
        f"{HOME}/README.md",
        "incidents/2026/.gitkeep",
        "runbooks/.gitignore",
        "problems/old/README.md",
    ],
)
def test_what_goes_with_a_repository_is_neither_read_nor_found_fault_with(path):
    shelf = arrange(files(path))
    assert (shelf.findings, read(shelf)) == ([], [])


@pytest.mark.parametrize(
    ("mode", "what"),
    [
        (LINK, "is a symbolic link; records are ordinary files (mode 100644)"),
        (SUBMODULE, "is a submodule; records are ordinary files (mode 100644)"),
        (EXECUTABLE, "is executable; records are ordinary files (mode 100644)"),
        (FOLDER, "is no ordinary file; records are ordinary files (mode 100644)"),
        (ABSENT, "is not in this sparse checkout; check a revision instead, with `--rev HEAD`"),
    ],
)
def test_only_an_ordinary_file_is_a_record(mode, what):
    found = only("wakebook.yaml", mode)
    assert (found.code, found.level, found.message) == ("WB0001", Level.ERROR, what)


@pytest.mark.parametrize(
    ("kept", "other"),
    [
        (f"{HOME}/evidence/A.txt", f"{HOME}/evidence/a.txt"),
        ("catalog/Stra\u00dfe.yaml", "catalog/strasse.yaml"),
        (f"{HOME}/evidence/cafe\u0301", f"{HOME}/evidence/caf\u00e9"),
    ],
)
def test_the_second_of_two_paths_that_some_systems_take_for_one_is_found(kept, other):
    found = arrange(files(other, kept)).findings[-1]
    assert (found.path, found.code, found.level) == (other, "WB0002", Level.ERROR)
    assert found.message == f"differs from {kept!r} only in letter case or accents; rename one"


@pytest.mark.parametrize(
    "name", ["con", "NUL", "aux.txt", "prn.tar.gz", "com1", "lpt9.log", "a.", "a "]
)
def test_a_name_that_some_system_cannot_keep_is_found(name):
    for path in (f"{HOME}/evidence/{name}", f"{HOME}/evidence/{name}/a"):
        found = only(path)
        assert (found.code, found.level) == ("WB0002", Level.ERROR)
        assert found.message == "cannot exist on every system; choose another name"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("\udcff.txt", "has a name that is not UTF-8; rename it"),
        *(
            (f"a{c}b", f"has the character U+{ord(c):04X} in its name, which nobody can see;")
            for c in "\t\n\r\x1b\x7f\u0085\u200b\u2028\u202e\ufeff"
        ),
        *(
            (f"a{c}b", f"has {c!r} in its name, which some systems cannot hold; rename it")
            for c in '\\:*?"<>|'
        ),
    ],
)
def test_a_name_that_some_system_misreads_is_found(name, why):
    for path in (f"{HOME}/evidence/{name}", f"catalog/{name}/a.yaml"):
        found = only(path)
        assert (found.code, found.level) == ("WB0002", Level.ERROR)
        assert found.message.startswith(why)


@pytest.mark.parametrize("letter", ["a", "\u00e9", "\u65e5"])
@pytest.mark.parametrize("between", ["", "/"])
def test_a_path_has_at_most_two_hundred_bytes(letter, between):
    start, more = f"{HOME}/evidence/x", f"{between}{letter}"
    count, rest = divmod(200 - len(start), len(more.encode()))
    longest = f"{start}{more * count}{'.' * (rest - 1)}{'x' if rest else ''}"
    assert read(arrange(files(longest))) == [longest]
    found = only(f"{longest}x")
    assert (found.code, found.level) == ("WB0002", Level.ERROR)
    wanted = "has a path of 201 bytes, and at most 200 fit everywhere; shorten it"
    assert found.message == wanted


def test_the_longest_path_of_a_log_is_read():
    day = f"incidents/2026/2026-11-23-{'a' * 100}"
    log = f"{day}/timeline/20261123T140322Z-{'a' * 41}.yaml"
    assert (len(log), read(arrange(files(log)))) == (199, [log])


def test_a_bad_name_is_told_of_a_folder_too():
    assert only(f"{HOME}/evidence/{'a/' * 99}", FOLDER).code == "WB0002"


@pytest.mark.parametrize("name", ["com0", "com10", "com", "lpt", "console", "a.con", ".a", " a"])
def test_a_name_that_only_looks_like_a_device_is_kept(name):
    assert read(arrange(files(f"{HOME}/evidence/{name}"))) == [f"{HOME}/evidence/{name}"]


@pytest.mark.parametrize("folder", ["catalog", "incidents", "policies", "postmortems", "problems"])
def test_a_file_in_the_place_of_a_folder_is_found(folder):
    found = only(folder)
    assert (found.code, found.level) == ("WB0004", Level.ERROR)
    assert found.message == f"stands where the folder {folder}/ belongs; move it or remove it"


NOT_A_SLUG = "a name of lower-case ASCII letters, digits, dots and hyphens"
NOT_A_STEM = "the UTC time of recording: 20261123T140322Z-7f3a.yaml"
NOT_AN_ID = "a date and a slug: 2026-11-23-checkout-errors"


@pytest.mark.parametrize(
    ("path", "name", "wanted"),
    [
        ("catalog/People.yaml", "People.yaml", NOT_A_SLUG),
        ("catalog/teams/-web.yml", "-web.yml", NOT_A_SLUG),
        ("policies/a b.yaml", "a b.yaml", NOT_A_SLUG),
        ("policies/tests/.yaml", ".yaml", NOT_A_SLUG),
        ("runbooks/Disk.md", "Disk.md", NOT_A_SLUG),
        ("problems/caf\u00e9.yaml", "caf\u00e9.yaml", NOT_A_SLUG),
        (f"{LEARNED}/actions/_a.yaml", "_a.yaml", NOT_A_SLUG),
        (f"{HOME}/timeline/first.yaml", "first.yaml", NOT_A_STEM),
        (f"{HOME}/timeline/{STEM}.yml", f"{STEM}.yml", NOT_A_STEM),
        (f"{HOME}/timeline/{STEM}", STEM, NOT_A_STEM),
        ("incidents/2026/checkout/incident.yaml", "checkout", NOT_AN_ID),
        ("incidents/2026/2026-11-23/evidence/a", "2026-11-23", NOT_AN_ID),
        ("postmortems/2026/2026-11-23-A/postmortem.md", "2026-11-23-A", NOT_AN_ID),
        (f"postmortems/2026/x/actions/{STEM}.yaml", "x", NOT_AN_ID),
        (
            f"incidents/2026/2026-02-30-a/timeline/{STEM}.yaml",
            "2026-02-30-a",
            "one of a possible day, since there is no 2026-02-30",
        ),
    ],
)
def test_a_name_that_no_record_of_its_place_has_is_found(path, name, wanted):
    found = only(path)
    assert (found.code, found.level) == ("WB0003", Level.ERROR)
    assert found.message == f"the name {name!r} is not {wanted}; rename it"


@pytest.mark.parametrize("length", [101, 102])
def test_a_name_has_at_most_a_hundred_and_one_letters(length):
    assert bool(arrange(files(f"runbooks/{'a' * length}.md")).findings) == (length == 102)


@pytest.mark.parametrize("year", ["2025", "2027"])
@pytest.mark.parametrize("part", ["incident.yaml", f"timeline/{STEM}.yaml", "evidence/a"])
def test_an_incident_in_the_folder_of_another_year_is_found(part, year):
    found = only(f"incidents/{year}/{ID}/{part}")
    assert (found.code, found.level) == ("WB0003", Level.ERROR)
    assert found.message == f"lies in the folder {year!r}; move it to 2026"


def test_a_place_is_that_of_the_year_and_of_a_possible_day():
    assert is_place("2026", ID)
    assert not is_place("2025", ID)
    assert not is_place("2026", "2026-02-30-a")


@pytest.mark.parametrize(
    "path",
    [
        "notes.txt",
        "policies/tests/deep/a.yaml",
        "policies/templates",
        "policies/tests",
        "policies/severity.md",
        "catalog/people.json",
        "runbooks/disk-full.yaml",
        "runbooks/old/disk-full.md",
        "policies/templates/postmortem.md",
        "policies/templates/deep/er.txt",
        "runbooks/old.md/disk-full.md",
        "problems/retry.md",
        "problems/old/retry.yaml",
        "problems/old.yaml/retry.yaml",
        "incidents/2026/incident.yaml",
        f"incidents/{ID}",
        f"{HOME}/timeline/deep/{STEM}.yaml",
        f"{HOME}/evidence",
        f"{HOME}/notes.txt",
        f"{LEARNED}/actions/deep/a.yaml",
        f"{LEARNED}/notes.txt",
        f"{LEARNED}/actions/a.md",
        f"runbooks/{ID}/postmortem.md",
    ],
)
def test_a_file_that_nothing_reads_is_warned_of(path):
    found = only(path)
    assert (found.code, found.level) == ("WB0004", Level.WARNING)
    assert found.message == "nothing reads this file; move it or remove it"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (f"incidents/{ID}/incident.yaml", f"{HOME}/incident.yaml"),
        (f"postmortems/{ID}/actions/a.yaml", f"{LEARNED}/actions/a.yaml"),
        ("policies/severity.yml", "policies/severity.yaml"),
        (f"{LEARNED}/actions/a.yml", f"{LEARNED}/actions/a.yaml"),
        ("wakebook.yml", "wakebook.yaml"),
    ],
)
def test_a_record_that_lies_beside_its_place_is_an_error_that_names_the_place(path, place):
    found = only(path)
    assert (found.code, found.level) == ("WB0004", Level.ERROR)
    assert found.message == f"nothing reads this file; move it to {place!r}"
