"""Registers two versions and rolls both back with the generated code, and prints what was in use after each.

python roll_back.py SRC MODEL.onnx TRACKING_URI
"""

import json
import sys

sys.path.insert(0, sys.argv[1])

from steps import registry  # noqa: E402

_, _, model, uri = sys.argv
in_use = []


def note() -> None:
    in_use.append(registry.version_in_use(registry.connect(uri), "net"))


for run in ("first", "second", "second"):
    registry.register("net", model, {"auc": 0.7}, "test", run, uri)
    note()
registry.roll_back("net", "another run", uri)
note()
registry.roll_back("net", "second", uri)
note()
registry.roll_back("net", "first", uri)
note()
print(json.dumps(in_use))
