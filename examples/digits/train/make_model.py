"""Remake ``models/digits.onnx`` and ``models/normalise.onnx``, and write down how good they are.

    python train/make_model.py

The last fifth of the images is held out. The training itself is ``digits.py``, started
the way a generated pipeline starts it, in one process. ``models/digits.json`` receives
what the two exported files, one behind the other in ONNX Runtime, reached on the held-out images.
"""

import argparse
import hashlib
import json
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import numpy as np
import onnxruntime
import pandas as pd

from normalise import normalise

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
HELD_OUT_SHARE = 0.2
LIBRARIES = ["numpy", "onnx", "onnxruntime", "onnxscript", "pandas", "pyarrow", "scikit-learn", "torch"]

SETTINGS = {
    "features": ["image"],
    "label": "label",
    "model": {"input": "image", "output": "probabilities"},
    "seed": 1797,
    "hyper_parameters": {},
}


def accuracy(preprocess: bytes, classifier: bytes, rows: pd.DataFrame) -> float:
    """Share of ``rows`` whose most probable class is the label, by the two ONNX files in a row."""
    pixels = np.stack(rows["image"].to_list()).reshape(-1, 8, 8).astype(np.uint8)
    (image,) = run(preprocess, {"pixels": pixels})
    (probabilities,) = run(classifier, {"image": image})
    return float((probabilities.argmax(axis=1) == rows["label"]).mean())


def run(model: bytes, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
    return onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"]).run(None, inputs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=PROJECT / "data" / "digits.parquet")
    parser.add_argument("--output", type=Path, default=PROJECT / "models", help="folder for the .onnx and .json files")
    arguments = parser.parse_args()

    rows = pd.read_parquet(arguments.data)
    held_out_from = len(rows) - round(len(rows) * HELD_OUT_SHARE)
    training, held_out = rows[:held_out_from], rows[held_out_from:]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        training.to_parquet(folder / "train.parquet", index=False)
        held_out.to_parquet(folder / "eval.parquet", index=False)
        (folder / "settings.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
        subprocess.run(
            [
                sys.executable,
                HERE / "digits.py",
                *("--examples", folder / "train.parquet"),
                *("--evaluation", folder / "eval.parquet"),
                *("--output", folder / "out"),
                *("--settings", folder / "settings.json"),
            ],
            check=True,
        )
        classifier = (folder / "out" / "model.onnx").read_bytes()
        metrics = json.loads((folder / "out" / "metrics.json").read_text(encoding="utf-8"))

    preprocess = normalise().SerializeToString(deterministic=True)
    report = {
        "accuracy": round(accuracy(preprocess, classifier, held_out), 4),
        "log_loss": round(metrics["log_loss"], 4),
        "held_out_rows": len(held_out),
        "training_rows": len(training),
        "sha256": {
            "digits.onnx": hashlib.sha256(classifier).hexdigest(),
            "normalise.onnx": hashlib.sha256(preprocess).hexdigest(),
        },
        "bytes": {"digits.onnx": len(classifier), "normalise.onnx": len(preprocess)},
        "versions": {"python": platform.python_version(), **{library: version(library) for library in LIBRARIES}},
    }
    arguments.output.mkdir(parents=True, exist_ok=True)
    (arguments.output / "digits.onnx").write_bytes(classifier)
    (arguments.output / "normalise.onnx").write_bytes(preprocess)
    (arguments.output / "digits.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(f"accuracy on the held-out images {report['accuracy']}, {len(classifier):,} + {len(preprocess):,} bytes")


if __name__ == "__main__":
    main()
