"""A run that is killed anywhere is completed by the next one, and nothing is done twice."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from tests.followup.conftest import ACTIONS, OWN_POOL

DRIVER = Path(__file__).with_name("driver.py")
ITEM = "title: Limit {n}\nowner: user:ben\ndue: 2026-11-30\nkind: prevent\nstatus: open\n"


class _Trap(list):
    """A journal that kills a process when it has grown to a length."""

    def __init__(self, rows):
        super().__init__(rows)
        self.victim, self.at, self.after = None, 0, 0.0

    def append(self, row):
        super().append(row)
        if self.victim is not None and len(self) >= self.at:
            victim, self.victim = self.victim, None
            time.sleep(self.after)
            victim.send_signal(signal.SIGKILL)


def _start(shop):
    environment = {**os.environ, "FAKE_TIME": str(shop.github.clock.time)}
    command = [sys.executable, str(DRIVER), "follow-up", "--apply"]
    return subprocess.Popen(
        command,
        cwd=shop.clone.root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _killed(shop, dice, reach):
    """A run that dies after a random number of requests, in the middle of one or beside it."""
    journal = shop.github.journal
    victim = _start(shop)
    journal.at = len(journal) + dice.randint(1, reach)
    journal.after = dice.choice([0.0, 0.0, dice.random() * 0.05])
    journal.victim = victim
    victim.communicate(timeout=300)
    journal.victim = None
    return victim.returncode


@pytest.mark.parametrize(
    ("actions", "kills"),
    [(24, 4), pytest.param(499, 20, marks=pytest.mark.thorough)],
    ids=["fifty-effects", "a-thousand-effects"],
)
def test_6_3_each_effect_is_carried_out_once_however_often_a_run_is_killed(shop, actions, kills):
    dice = random.Random(actions)
    (shop.clone.root / OWN_POOL).unlink()
    for number in range(actions):
        shop.clone.write(f"{ACTIONS}/limit-{number}.yaml", ITEM.format(n=number))
    shop.push()
    shop.github.journal = _Trap(shop.github.journal)
    reach = 3 * actions // kills + 8
    ended = [_killed(shop, dice, reach) for _ in range(kills)]
    assert ended.count(-signal.SIGKILL) >= kills // 2, ended
    last = _start(shop)
    _, err = last.communicate(timeout=600)
    assert last.returncode == 0, err
    assert b"a bug" not in err
    github = shop.github
    opened = [effect for effect in github.effects if effect.endswith("opened")]
    assert len(opened) == len(set(opened)) == actions + 1, "an issue an action, and the digest"
    titles = Counter(issue.title for issue in github.issues.values())
    assert set(titles.values()) == {1}, titles
    told = Counter(comment.pull for comment in github.comments)
    assert set(told.values()) == {1}
    assert len(told) == actions
    before = list(github.effects)
    again = _start(shop)
    again.communicate(timeout=600)
    assert (again.returncode, github.effects) == (0, before), "nothing is left to do"
    names = shop.git("ls-tree", "-r", "--name-only", "wakebook/evidence")
    assert "follow-up/" in names
