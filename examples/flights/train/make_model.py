"""Remake ``models/late_net.onnx`` from the committed sample, and write down how good it is.

    python train/make_model.py

The last fifth of the days is held out. The training itself is ``late_net.py``, started
the way a generated pipeline starts it. ``models/late_net.json`` receives what was
measured on the held-out days, by the exported file in ONNX Runtime.
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
from sklearn.metrics import roc_auc_score

from reference_features import DATA, FEATURES, examples

HERE = Path(__file__).resolve().parent
HELD_OUT_SHARE = 0.2
LIBRARIES = ["numpy", "onnx", "onnxruntime", "pandas", "pyarrow", "scikit-learn", "skl2onnx"]

SETTINGS = {
    "features": FEATURES,
    "label": "late",
    "model": {"input": "features", "output": "score"},
    "seed": 20130101,
    "hyper_parameters": {},
}


def split_by_day(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of the first days and rows of the last fifth of the days, by New York's calendar."""
    day = rows["scheduled_at"].dt.tz_convert("America/New_York").dt.date
    days = sorted(day.unique())
    first_held_out = days[len(days) - max(1, round(len(days) * HELD_OUT_SHARE))]
    return rows[day < first_held_out], rows[day >= first_held_out]


def span(rows: pd.DataFrame) -> dict[str, object]:
    day = rows["scheduled_at"].dt.tz_convert("America/New_York").dt.date
    return {"rows": len(rows), "first_day": str(day.min()), "last_day": str(day.max()), "late": int(rows["late"].sum())}


def write_rows(rows: pd.DataFrame, path: Path) -> None:
    rows[[*FEATURES, "late"]].astype({"late": "bool"}).to_parquet(path, index=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with flights, weather and planes .parquet")
    parser.add_argument("--output", type=Path, default=HERE.parent / "models", help="folder for the .onnx and .json")
    arguments = parser.parse_args()

    known = examples(arguments.data).dropna(subset="late")
    training, held_out = split_by_day(known)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_rows(training, folder / "train.parquet")
        write_rows(held_out, folder / "eval.parquet")
        (folder / "settings.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
        subprocess.run(
            [
                sys.executable,
                HERE / "late_net.py",
                *("--examples", folder / "train.parquet"),
                *("--evaluation", folder / "eval.parquet"),
                *("--output", folder / "out"),
                *("--settings", folder / "settings.json"),
            ],
            check=True,
        )
        model = (folder / "out" / "model.onnx").read_bytes()
        metrics = json.loads((folder / "out" / "metrics.json").read_text(encoding="utf-8"))

    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    (score,) = session.run(["score"], {"features": held_out[FEATURES].to_numpy(dtype=np.float32)})
    report = {
        "auc": round(roc_auc_score(held_out["late"].astype(bool), score[:, 0]), 4),
        "accuracy": round(metrics["accuracy"], 4),
        "log_loss": round(metrics["log_loss"], 4),
        "held_out": span(held_out),
        "training": span(training),
        "features": FEATURES,
        "sha256": hashlib.sha256(model).hexdigest(),
        "bytes": len(model),
        "versions": {"python": platform.python_version(), **{library: version(library) for library in LIBRARIES}},
    }
    arguments.output.mkdir(parents=True, exist_ok=True)
    (arguments.output / "late_net.onnx").write_bytes(model)
    (arguments.output / "late_net.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(f"AUC on the held-out days {report['auc']}, {len(model):,} bytes")


if __name__ == "__main__":
    main()
