import pytest

from wakebook.records import write

HEADER = "incidents/2026/2026-10-19-payments-timeouts/incident.yaml"
MERGED = "incidents/2026/2026-10-19-payments-timeouts/timeline/20261020T080000Z-b003.yaml"
NEW = "incidents/2026/2026-10-19-payments-timeouts/timeline/20261021T080000Z-b004.yaml"


DAY = "- kind: link\n  at: 2026-10-21"
REST = "  by: user:ana\n  rel: ticket\n  to: shop-1\n"


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        (f"{DAY}T08:00z # c\n{REST}", f"{DAY}T08:00Z # c\n{REST}"),
        (f"{DAY} 8:00Z\n{REST}", f"{DAY}T08:00Z\n{REST}"),
        (f"{DAY}\n  txet: x\n{REST}", f"{DAY}\n  text: x\n{REST}"),
        (f"{DAY}\n  text: 17\n{REST}", f'{DAY}\n  text: "17"\n{REST}'),
        (f"{DAY}  \n{REST}".replace("\n", "\r\n"), f"{DAY}\n{REST}"),
        (f"\ufeff{DAY}\n{REST}", f"{DAY}\n{REST}"),
    ],
)
def test_what_can_only_be_meant_one_way_is_mended_in_its_place(small, wakebook, broken, mended):
    small.write(NEW, broken)
    assert wakebook("fix", cwd=small).code == 0
    assert (small.root / NEW).read_bytes().decode() == mended
    assert wakebook("check", cwd=small).code == 0


def test_a_dry_run_shows_the_difference_and_changes_nothing(small, wakebook):
    text = (small.root / HEADER).read_text().replace("category:", "catgory:")
    small.write(HEADER, text)
    ran = wakebook("fix", "--dry-run", cwd=small)
    assert "-catgory: dependency/vendor\n+category: dependency/vendor\n" in ran.stdout
    assert "1 file would be repaired" in ran.stdout
    assert (small.root / HEADER).read_text() == text


def test_a_misspelt_key_is_the_one_that_is_missing(small, wakebook):
    path = "incidents/2026/2026-11-23-two/incident.yaml"
    small.write(path, "title: One\nkind: incident\naudiance: staff\n")
    assert wakebook("fix", cwd=small).code == 0
    assert (small.root / path).read_text() == "title: One\nkind: incident\naudience: staff\n"


def test_of_two_misspelt_keys_none_is_chosen(small, wakebook):
    path = "incidents/2026/2026-11-23-two/incident.yaml"
    text = "titl: One\ntitlee: Two\nkind: incident\naudience: staff\n"
    small.write(path, text)
    assert wakebook("fix", cwd=small).stdout == "nothing to repair\n"
    assert (small.root / path).read_text() == text


def test_what_could_be_meant_two_ways_stays(small, wakebook):
    text = (small.root / HEADER).read_text() + "wibble: 1\n"
    small.write(HEADER, text)
    ran = wakebook("fix", cwd=small)
    assert "nothing to repair" in ran.stdout
    assert (small.root / HEADER).read_text() == text


@pytest.mark.parametrize("command", ["fix", "fmt"])
def test_a_merged_log_file_is_left_and_said(small, wakebook, command):
    small.write(MERGED, (small.root / MERGED).read_text() + "   \n\n")
    before = (small.root / MERGED).read_bytes()
    ran = wakebook(command, cwd=small)
    assert (small.root / MERGED).read_bytes() == before
    assert "a merged log file never changes" in ran.stderr


def test_only_the_named_paths_are_touched(small, wakebook):
    problem = small.write("problems/pool-too-small.yaml", b"title: x \nstate: open\n")
    small.write(HEADER, (small.root / HEADER).read_text() + "\n\n")
    wakebook("fmt", "incidents", cwd=small)
    assert problem.read_bytes() == b"title: x \nstate: open\n"
    assert not (small.root / HEADER).read_text().endswith("\n\n")
    assert wakebook("fmt", "nowhere", cwd=small).code == 2


def test_fmt_check_names_the_files_and_changes_none(small, wakebook):
    assert wakebook("fmt", "--check", cwd=small) == wakebook("fmt", "--check", cwd=small)
    problem = small.write("problems/pool-too-small.yaml", b"title: x \nstate: open\n")
    ran = wakebook("fmt", "--check", cwd=small)
    assert (ran.code, ran.stdout) == (1, "would change: problems/pool-too-small.yaml\n")
    assert problem.read_bytes() == b"title: x \nstate: open\n"


def test_what_somebody_saves_meanwhile_is_never_overwritten(small, wakebook, monkeypatch):
    problem = small.root / "problems/pool-too-small.yaml"
    problem.write_bytes(problem.read_bytes().replace(b"\n", b" \n"))

    def staged(*given):
        problem.write_text("title: Saved by a person\n")
        return draft(*given)

    draft = write._staged
    monkeypatch.setattr(write, "_staged", staged)
    ran = wakebook("fmt", "problems", cwd=small)
    assert (ran.code, problem.read_text()) == (3, "title: Saved by a person\n")
    assert "somebody saved it meanwhile" in ran.stderr


def test_evidence_is_proof_and_never_touched(small, wakebook):
    path = "incidents/2026/2026-10-05-payments-latency/evidence/restoration.txt"
    small.write(path, b"blanks  \r\n")
    wakebook("fix", cwd=small)
    wakebook("fmt", cwd=small)
    assert (small.root / path).read_bytes() == b"blanks  \r\n"


CLOSED = "incidents/2026/2026-11-23-mail-is-late"


@pytest.mark.parametrize("said", ["", "closed: {status: canceled}  # c\n"])
def test_an_ended_log_gets_the_block_of_its_header(small, wakebook, said):
    small.write(
        f"{CLOSED}/incident.yaml", f"title: Mail is late\nkind: incident\naudience: staff\n{said}"
    )
    entries = [("declared", ""), ("role", "  role: commander\n  from: none\n  to: user:ana\n")]
    entries += [("severity", "  level: SEV3\n"), ("resolved", ""), ("closed", "")]
    small.write(
        f"{CLOSED}/timeline/20261123T140500Z-aaaa.yaml",
        "".join(f"- kind: {k}\n  at: 2026-11-23T14:05Z\n  by: user:ana\n{m}" for k, m in entries),
    )
    assert "nothing to complain about" not in wakebook("check", cwd=small).stdout
    assert "1 file repaired" in wakebook("fix", cwd=small).stdout
    assert "status: closed" in (small.root / CLOSED / "incident.yaml").read_text()
    assert "nothing to complain about" in wakebook("check", cwd=small).stdout
    assert "nothing to repair" in wakebook("fix", cwd=small).stdout


def test_a_header_that_was_merged_as_closed_is_left(small, wakebook):
    path = "incidents/2026/2026-10-05-payments-latency/incident.yaml"
    text = (small.root / path).read_text().replace("severity: SEV2}", "severity: SEV1}")
    small.write(path, text)
    assert "nothing to repair" in wakebook("fix", cwd=small).stdout
    assert (small.root / path).read_text() == text
