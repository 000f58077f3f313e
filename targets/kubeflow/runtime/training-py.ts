/** steps/training.py: starts the training program by the training contract. */
export const TRAINING = String.raw`
"""Starts a training program by the training contract.

The program is called as

    python PROGRAM --examples TRAIN.parquet --evaluation EVAL.parquet --output DIR --settings SETTINGS.json

and writes model.onnx and metrics.json into DIR.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from steps import tables

PROJECT = Path(__file__).resolve().parent.parent


def settings_of(step: str) -> dict:
    return json.loads((PROJECT / "settings" / f"{step}.json").read_text(encoding="utf-8"))


def labelled(rows: str, settings: dict, label: str) -> str:
    """SQL for the features and the label. Rows whose label is unknown teach nothing."""
    features = ", ".join(tables.quoted(name) for name in settings["features"])
    return (
        f"SELECT {features}, {label} AS {tables.quoted(settings['label'])} "
        f"FROM ({tables.rows_query(rows)}) WHERE ({label}) IS NOT NULL"
    )


def train(
    step: str, program: str, examples: str, evaluation: str, label: str, model: str, processes: int = 1
) -> dict[str, float]:
    """Trains, puts the ONNX file at model and returns the figures that the program reported.

    Several processes are started by torchrun, one for each GPU; only the one of rank 0 writes.
    """
    settings = settings_of(step)
    connection = tables.connect()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        counts = [
            tables.save(connection, labelled(rows, settings, label), str(folder / file))
            for rows, file in ((examples, "train.parquet"), (evaluation, "eval.parquet"))
        ]
        print(f"training on {counts[0]:,} rows, {counts[1]:,} for evaluation")
        (folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
        output = folder / "output"
        launcher = ["-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={processes}"]
        command = [sys.executable, *(launcher if processes > 1 else []), str(PROJECT / program)]
        command += ["--examples", str(folder / "train.parquet"), "--evaluation", str(folder / "eval.parquet")]
        command += ["--output", str(output), "--settings", str(folder / "settings.json")]
        code = subprocess.run(command, check=False).returncode
        if code != 0:
            raise RuntimeError(f"{program} ended with exit code {code}")
        for file in ("model.onnx", "metrics.json"):
            if not (output / file).is_file():
                raise RuntimeError(f"{program} did not write {file}")
        figures = json.loads((output / "metrics.json").read_text(encoding="utf-8"))
        Path(model).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(output / "model.onnx", model)
    return {key: value for key, value in figures.items() if isinstance(value, (int, float))}
`.trimStart();
