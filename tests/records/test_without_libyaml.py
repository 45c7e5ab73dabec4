"""Where PyYAML has no libyaml its own parser takes over, and refuses no less."""

import json
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
SCRIPT = """
import json, sys
sys.modules["yaml._yaml"] = None
from pathlib import Path
from wakebook.records.bytes import decode
from wakebook.records.parser import EventParser
from wakebook.records.refusal import Refused
from wakebook.records.yaml import read_yaml

found = {"parser": EventParser.__module__}
for file in sorted(Path(sys.argv[1]).glob("*/*.yaml")):
    value = decode(file.read_bytes(), file.name)
    if not isinstance(value, Refused):
        value = read_yaml(value, file.name, root=list if value.startswith("- kind") else dict)
    found[file.name] = value.findings[0][3] if isinstance(value, Refused) else "accepted"
print(json.dumps(found))
"""


def test_the_pure_parser_refuses_the_same_files():
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(FOLDER)], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    assert found.pop("parser") == "yaml.loader"
    for file, outcome in found.items():
        assert (outcome == "accepted") == (not file.startswith("WB")), (file, outcome)
    same = sum(file.startswith(outcome) for file, outcome in found.items())
    assert same >= 0.95 * len([file for file in found if file.startswith("WB")])
