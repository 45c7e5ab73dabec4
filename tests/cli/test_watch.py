"""What `serve` waits for: every change that has come to rest, and none that is lost."""

from pathlib import Path

import pytest

from wakebook.cli import _watch


def test_a_change_that_is_seen_half_written_is_told_once_it_rests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "wakebook.yaml"
    settings.write_text("format: 1\n")
    known = _watch.stamps(tmp_path)
    settings.write_text("")
    pauses = 0

    def sleep(_: float) -> None:
        nonlocal pauses
        pauses += 1
        if pauses == 1:
            settings.write_text("format: 1\nzone: UTC\n")
        elif pauses > 10:
            pytest.fail("nothing was told")

    monkeypatch.setattr(_watch.time, "sleep", sleep)
    told = _watch.changes(tmp_path, known)

    next(told)

    assert pauses > 1
    with pytest.raises(pytest.fail.Exception, match="nothing was told"):
        next(told)
