"""Runs that are killed at any moment, under a reader who looks all the time (3.2)."""

import hashlib
import json
import os
import random
import subprocess
import sys
import threading
import time

import pytest
from tests.conftest import examples
from tests.status.conftest import HEADER, LOG, OUTAGE, OVER


class Reader(threading.Thread):
    """Reads one version after another, whole: each file has the digest that its list tells."""

    def __init__(self, folder):
        super().__init__(daemon=True)
        self.folder, self.over = folder, threading.Event()
        self.mixed, self.seen = [], set()

    def run(self):
        while not self.over.is_set():
            self._look()

    def _look(self):
        place = os.open(self.folder, os.O_DIRECTORY)  # one version, whatever is switched meanwhile
        try:
            listed = json.loads(_read(place, "manifest.json"))["files"]
            wrong = [p for p, digest in listed.items() if _digest(_read(place, p)) != digest]
            self.mixed += wrong
            self.seen.add(_digest(json.dumps(listed).encode()))
        finally:
            os.close(place)


def _read(place, path):
    with os.fdopen(os.open(path, os.O_RDONLY, dir_fd=place), "rb") as file:
        return file.read()


def _digest(raw):
    return hashlib.sha256(raw).hexdigest()


@pytest.mark.thorough
@pytest.mark.parametrize("kills", [examples(100)])
def test_3_2_a_reader_never_sees_a_mixed_site_however_often_a_run_is_killed(site, kills):
    assert site.publish().code == 0
    reader = Reader(site.folder)
    reader.start()
    chance = random.Random(4)
    words = [sys.executable, "-m", "wakebook", "publish", "status", "--to", str(site.folder.parent)]
    began = time.monotonic()
    subprocess.run(words, cwd=site.repository.root, capture_output=True, check=True)
    whole = time.monotonic() - began
    for number in range(kills):
        site.write(OUTAGE, HEADER, LOG, OVER.replace("It works", f"Since {number} it works"))
        site.repository.commit("Change")
        run = subprocess.Popen(words, cwd=site.repository.root, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, whole))
        run.kill()
        run.wait()
    ran = site.run(*words[3:], cwd=site.repository)
    time.sleep(0.1)
    reader.over.set()
    reader.join()
    assert ran.code == 0, ran.stderr
    assert reader.mixed == []
    assert len(reader.seen) >= 2
    assert f"Since {kills - 1} it works" in site.text(f"incidents/{OUTAGE}/index.html")
