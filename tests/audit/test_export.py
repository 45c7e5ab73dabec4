"""The bundle: it verifies without us, and nothing in it can be altered."""

import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile

import pytest
from tests.audit.conftest import OPEN, Shop, closing, noting, opening

from wakebook.model.gate.statement import Statement

pytestmark = pytest.mark.daily(6)

INCIDENT = OPEN.rpartition("/")[2]


@pytest.fixture
def closed(shop: Shop, once) -> Shop:
    """A shop with a closed incident and a change of the catalog after it."""

    def course() -> list[Statement]:
        shop.passes(opening())
        shop.passes(noting())
        shop.passes(closing(), "ben")
        catalog = (shop.root / "catalog" / "vendors.yaml").read_text()
        shop.passes({"catalog/vendors.yaml": f"{catalog}# reviewed\n"}, "cleo")
        return list(shop.statements)

    shop.statements = list(once("audit/export", shop.root, course))
    return shop


@pytest.fixture
def unpacked(closed: Shop, tmp_path):
    """The bundle in an empty folder."""
    ran = closed.wakebook("audit", "export", "--out", "out.zip", cwd=closed.root)
    assert ran.code == 0, ran.stderr
    folder = tmp_path / "bundle"
    with zipfile.ZipFile(closed.root / "out.zip") as archive:
        archive.extractall(folder)
    return folder


def verify(folder, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", folder / "verify.py", *words],
        cwd="/",
        env={},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_verifies_without_us_and_tells_who_approved(unpacked, closed) -> None:
    ran = verify(unpacked)
    assert ran.returncode == 0, ran.stdout
    assert "\n     counted: End of a record: ben approved " in ran.stdout
    assert "\n     said: user:ben (review 900)\n" in ran.stdout
    assert "\n     counted: nothing; nobody was asked\n     said: nothing\n" in ran.stdout
    assert "1 record and 5 statements: whole." in ran.stdout
    last = closed.statements[-1].digest
    assert ran.stdout.endswith(f"with one from elsewhere: {last}\n")
    assert verify(unpacked, "--trusted", last).returncode == 0
    assert "no statement has the trusted digest" in verify(unpacked, "--trusted", "0" * 64).stdout
    assert verify(unpacked, "--help").returncode == 2


def test_an_approval_that_did_not_count_is_told_as_said_alone(shop: Shop, tmp_path) -> None:
    shop.passes(opening(), "ana")
    shop.passes(closing(), "ana", "ben")
    assert shop.found() == []
    assert shop.wakebook("audit", "export", cwd=shop.root).code == 0
    with zipfile.ZipFile(shop.root / "audit.zip") as archive:
        archive.extractall(tmp_path / "bundle")
    told = [line.strip() for line in verify(tmp_path / "bundle").stdout.splitlines()]
    counted = [line for line in told if line.startswith("counted: ")]
    assert counted[0] == "counted: nothing; nobody was asked"
    assert counted[1].startswith("counted: End of a record: ben approved ")
    assert [line for line in told if line.startswith("said: ")] == [
        "said: user:ana (review 900)",
        "said: user:ana (review 900), user:ben (review 901)",
    ]


def test_any_flipped_byte_of_any_file_is_found(unpacked) -> None:
    files = sorted(path for path in unpacked.rglob("*") if path.is_file())
    assert len(files) > 10
    for path in files:
        raw = path.read_bytes()
        at = len(raw) * 2 // 3
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        assert verify(unpacked).returncode == 1, path
        path.write_bytes(raw)
    assert verify(unpacked).returncode == 0


def test_what_is_added_or_taken_away_is_found(unpacked) -> None:
    (unpacked / "records" / "more").write_text("x")
    assert "records/more is missing, or is not listed" in verify(unpacked).stdout
    (unpacked / "records" / "more").unlink()
    next(unpacked.rglob("*-7f3c.yaml")).unlink()
    assert verify(unpacked).returncode == 1


def relisted(folder) -> None:
    """Write the manifest anew, as whoever alters a bundle would."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "manifest.txt")
    (folder / "manifest.txt").write_text(
        "".join(
            f"100644 {hashlib.sha256(p.read_bytes()).hexdigest()} {p.relative_to(folder)}\n"
            for p in paths
        )
    )


@pytest.mark.parametrize("kind", ["records", "judges"])
def test_a_forged_manifest_covers_no_other_content(unpacked, kind) -> None:
    for path in sorted(p for p in (unpacked / kind).rglob("*") if p.is_file()):
        raw = path.read_bytes()
        path.write_bytes(raw + b"\n")
        relisted(unpacked)
        ran = verify(unpacked)
        assert (ran.returncode, f"WRONG: {kind}/" in ran.stdout) == (1, True), path
        path.write_bytes(raw)


def test_a_forged_manifest_covers_no_other_statement(unpacked) -> None:
    paths = sorted((unpacked / "statements").rglob("*.json"))
    for path in paths[:-1]:
        raw = path.read_bytes()
        path.write_bytes(raw.replace(b"wakebook 0", b"wakebook 9"))
        relisted(unpacked)
        assert "does not follow the statement before it" in verify(unpacked).stdout
        path.write_bytes(raw)
    last = paths[-1]
    digest = json.loads(last.read_bytes())["predicate"]["previous"]
    last.unlink()
    relisted(unpacked)
    assert verify(unpacked, "--trusted", digest).returncode == 0, "only a noted digest tells"


def test_a_bundle_that_leaves_out_a_later_statement_is_not_called_whole(unpacked, shop) -> None:
    index = json.loads((unpacked / "index.json").read_bytes())
    (name,) = index["records"]
    *kept, last = index["records"][name]
    (file,) = (unpacked / "statements").rglob(f"{kept[-1]:08}-*.json")
    subject = json.loads(file.read_bytes())["subject"]
    (before,) = next(s["digest"] for s in subject if s["name"] == name).values()
    index["records"][name] = kept
    (unpacked / "index.json").write_text(json.dumps(index))
    shutil.rmtree(unpacked / "records" / name)
    packed = ["git", "archive", "--format=zip", before]
    raw = subprocess.run(packed, cwd=shop.root, capture_output=True, check=True).stdout
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        archive.extractall(unpacked / "records" / name)
    relisted(unpacked)
    ran = verify(unpacked, "--trusted", shop.statements[-1].digest)
    assert f"  ! {last}. changes it again, unless that was never merged" in ran.stdout
    assert ": whole, but for what is marked `!` (" in ran.stdout


def test_equal_evidence_gives_equal_bytes(closed: Shop) -> None:
    elsewhere = closed.root.with_name("elsewhere")
    shutil.copytree(closed.root, elsewhere)
    for folder in (closed.root, elsewhere):
        assert closed.wakebook("audit", "export", cwd=folder).code == 0
    one, two = ((folder / "audit.zip").read_bytes() for folder in (closed.root, elsewhere))
    assert one == two


def test_content_that_no_statement_tells_of_is_said_to_be_there(shop: Shop, tmp_path) -> None:
    """Its first content came past the gate, and was approved with the record's end."""
    shop.pushes(opening())
    shop.passes(closing(), "ben")
    assert shop.wakebook("audit", "export", cwd=shop.root).code == 0
    with zipfile.ZipFile(shop.root / "audit.zip") as archive:
        archive.extractall(tmp_path / "bundle")
    ran = verify(tmp_path / "bundle")
    told = ran.stdout[: ran.stdout.index("  2. ")]
    assert told.endswith("what it held before came past the gate, or is older than the evidence\n")
    assert (ran.returncode, ran.stdout.count("older than the evidence")) == (0, 1)


def test_a_record_can_be_asked_for_by_its_id(closed: Shop) -> None:
    ran = closed.wakebook("audit", "export", INCIDENT, cwd=closed.root)
    raw, last = (closed.root / "audit.zip").read_bytes(), closed.statements[-1].digest
    assert (ran.code, ran.stdout.splitlines()) == (
        0,
        [
            "audit.zip: 1 record and 5 statements",
            f"SHA-256 of the last statement, for verify.py --trusted: {last}",
            f"SHA-256 of audit.zip: {hashlib.sha256(raw).hexdigest()}",
        ],
    )
    with zipfile.ZipFile(io.BytesIO((closed.root / "audit.zip").read_bytes())) as archive:
        names = archive.namelist()
    assert f"records/{OPEN}/incident.yaml" in names
    again = closed.wakebook("audit", "export", INCIDENT, cwd=closed.root)
    assert (again.code, "is there already" in again.stderr) == (2, True)
    closed.write("file", "x")
    no = closed.wakebook("audit", "export", INCIDENT, "--out", "file/x.zip", cwd=closed.root)
    assert (no.code, no.stdout) == (3, "")
    assert "file/x.zip cannot be written: Not a directory; say another place with" in no.stderr
    assert "Errno" not in no.stderr
    old = closed.wakebook("audit", "export", "2026-10-05-payments-latency", cwd=closed.root)
    assert old.code == 2
    assert "no statement tells of 2026-10-05-payments-latency" in old.stderr
    none = closed.wakebook("audit", "export", "2026-10-05-payments-latncy", cwd=closed.root)
    said = "wakebook: there is no such record: 2026-10-05-payments-latncy\n"
    assert (none.code, none.stderr) == (2, said)


def test_what_is_in_doubt_is_not_exported(closed: Shop) -> None:
    closed.pushes(noting("Never mind.", "20261124T120000Z-7f3f"))
    ran = closed.wakebook("audit", "export", cwd=closed.root)
    assert (ran.code, "WB4312" in ran.stdout) == (1, True)
    assert "wakebook: no bundle was written" in ran.stderr
    assert not (closed.root / "audit.zip").exists()
