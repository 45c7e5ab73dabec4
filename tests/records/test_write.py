import errno
import os
from pathlib import Path

import pytest

from wakebook.records import write
from wakebook.records.write import TakenError, WriteError


def _files(root):
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())


@pytest.fixture(params=["beside", "in git's folder"])
def root(request, tmp_path):
    """A folder with and without a git folder to draft in."""
    if request.param != "beside":
        (tmp_path / ".git").mkdir()
    return tmp_path


def test_a_file_is_made_with_the_folders_above_it(root):
    write.create(root, "a/b.yaml", b"x\n")
    assert (root / "a/b.yaml").read_bytes() == b"x\n"
    assert _files(root) == ["a/b.yaml"]


def test_a_file_that_is_there_is_never_written_over(root):
    write.create(root, "b.yaml", b"old\n")
    with pytest.raises(TakenError):
        write.create(root, "b.yaml", b"new\n")
    assert (root / "b.yaml").read_bytes() == b"old\n"
    assert _files(root) == ["b.yaml"]


def test_a_folder_appears_with_all_its_files_or_not_at_all(root):
    write.create_folder(root, "i/x", {"incident.yaml": b"1\n", "timeline/a.yaml": b"2\n"})
    assert _files(root) == ["i/x/incident.yaml", "i/x/timeline/a.yaml"]
    with pytest.raises(TakenError):
        write.create_folder(root, "i/x", {"incident.yaml": b"3\n"})
    assert (root / "i/x/incident.yaml").read_bytes() == b"1\n"


def test_many_folders_appear_each_as_a_whole(root, monkeypatch):
    monkeypatch.setattr(write, "_AT_ONCE", 2)
    files = {"incident.yaml": b"1\n", "timeline/a.yaml": b"2\n"}
    write.create_folders(root, [(f"i/{number}", files) for number in range(5)])
    made = [f"i/{number}/{name}" for number in range(5) for name in files]
    assert _files(root) == made
    with pytest.raises(TakenError, match="i/4"):
        write.create_folders(root, [("i/5", files), ("i/4", {"incident.yaml": b"3\n"})])
    assert _files(root) == [*made, *(f"i/5/{name}" for name in files)]
    assert (root / "i/4/incident.yaml").read_bytes() == b"1\n"


def test_many_folders_are_on_the_disk_before_they_have_a_name(root, monkeypatch):
    def full():
        assert not list(root.glob("i/*/incident.yaml"))
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "sync", full)
    with pytest.raises(WriteError, match="No space left on device; run the command again"):
        write.create_folders(root, [("i/x", {"incident.yaml": b"1\n"})])
    assert _files(root) == []


def test_a_replaced_file_keeps_its_mode(root):
    write.create(root, "b.yaml", b"old\n")
    (root / "b.yaml").chmod(0o640)
    write.replace(root, "b.yaml", b"new\n", b"old\n")
    assert (root / "b.yaml").read_bytes() == b"new\n"
    assert (root / "b.yaml").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("deed", ["create", "create_folder", "replace"])
def test_a_full_disk_leaves_the_old_bytes_and_no_draft(root, deed, monkeypatch):
    write.create(root, "old.yaml", b"old\n")

    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    content = {"incident.yaml": b"new\n"} if deed == "create_folder" else b"new\n"
    path, before = ("old.yaml", [b"old\n"]) if deed == "replace" else ("new", [])
    with pytest.raises(WriteError, match="No space left on device; nothing was changed"):
        getattr(write, deed)(root, path, content, *before)
    assert _files(root) == ["old.yaml"]
    assert (root / "old.yaml").read_bytes() == b"old\n"


def test_an_interrupted_write_leaves_nothing(root, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write.create_folder(root, "i/x", {"incident.yaml": b"1\n"})
    with pytest.raises(KeyboardInterrupt):
        write.create(root, "b.yaml", b"1\n")
    assert _files(root) == []


def test_a_file_system_without_hard_links_will_do(root, monkeypatch):
    def no_links(*_):
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", no_links)
    write.create(root, "b.yaml", b"1\n")
    with pytest.raises(TakenError):
        write.create(root, "b.yaml", b"2\n")
    assert (root / "b.yaml").read_bytes() == b"1\n"


def test_a_target_that_cannot_be_written_is_named(root):
    Path(root / "file").write_bytes(b"")
    with pytest.raises(WriteError, match="file/b.yaml cannot be written"):
        write.create(root, "file/b.yaml", b"1\n")
