"""Train ``late_net``: will a flight arrive more than 15 minutes late?

    python late_net.py --examples TRAIN.parquet --evaluation EVAL.parquet \
        --output DIR --settings SETTINGS.json

The arguments, the settings and the two files it writes (``model.onnx``, ``metrics.json``)
are Tenon's training contract, docs/training-contract.md. The model is a small ensemble of
boosted trees, which takes a missing value (NaN) as it comes. The same inputs and settings
give the same bytes.
"""

import argparse
import json
import sys
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
import onnx
import pandas as pd
from onnx import TensorProto, helper
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import accuracy_score, brier_score_loss, log_loss, roc_auc_score

# Old enough for ONNX Runtime 1.16 and Triton 24.10, new enough for missing values in trees.
OPSETS = {"": 17, "ai.onnx.ml": 3}
IR_VERSION = 8


class UserError(Exception):
    """Something in the inputs or the settings that their author can put right."""


@dataclass(frozen=True)
class HyperParameters:
    """What ``hyper_parameters`` in the settings may hold, with its defaults."""

    iterations: int = 60
    learning_rate: float = 0.08
    leaves: int = 8
    rows_per_leaf: int = 50
    l2: float = 0.0


@dataclass(frozen=True)
class Settings:
    features: list[str]
    label: str
    input: str
    output: str
    seed: int
    hyper_parameters: HyperParameters


def read_settings(path: Path) -> Settings:
    """The settings file, or a UserError that names what is missing or unknown in it."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        chosen = raw.get("hyper_parameters", {})
        unknown = sorted(set(chosen) - {field.name for field in fields(HyperParameters)})
        if unknown:
            raise UserError(f"{path}: unknown hyper-parameter {', '.join(unknown)}")
        return Settings(
            features=raw["features"],
            label=raw["label"],
            input=raw["model"]["input"],
            output=raw["model"]["output"],
            seed=raw["seed"],
            hyper_parameters=HyperParameters(**chosen),
        )
    except OSError as error:
        raise UserError(f"cannot read the settings: {error}") from error
    except json.JSONDecodeError as error:
        raise UserError(f"{path}: not JSON: {error}") from error
    except KeyError as error:
        raise UserError(f"{path}: {error} is missing") from error


def read_rows(path: Path, settings: Settings) -> tuple[np.ndarray, np.ndarray]:
    """Features as float32[rows, features] with NaN for null, and the labels as bool[rows]."""
    if not path.is_file():
        raise UserError(f"{path}: no such file")
    try:
        rows = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise UserError(f"cannot read {path}: {error}") from error
    missing = [name for name in [*settings.features, settings.label] if name not in rows.columns]
    if missing:
        raise UserError(f"{path}: no column {', '.join(missing)}")
    labels = rows[settings.label]
    if labels.isna().any():
        raise UserError(f"{path}: {labels.isna().sum()} rows have no {settings.label}")
    if labels.nunique() < 2:
        raise UserError(f"{path}: {settings.label} needs both true and false rows, in {len(rows)} rows it has one")
    return rows[settings.features].to_numpy(dtype="float32", na_value=np.nan), labels.to_numpy(dtype=bool)


def train(features: np.ndarray, labels: np.ndarray, settings: Settings) -> HistGradientBoostingClassifier:
    chosen = settings.hyper_parameters
    model = HistGradientBoostingClassifier(
        max_iter=chosen.iterations,
        learning_rate=chosen.learning_rate,
        max_leaf_nodes=chosen.leaves,
        min_samples_leaf=chosen.rows_per_leaf,
        l2_regularization=chosen.l2,
        early_stopping=False,
        random_state=settings.seed,
    )
    try:
        model.fit(features, labels)
    except ValueError as error:
        raise UserError(f"scikit-learn refuses to train: {error}") from error
    round_thresholds_down(model)
    return model


def round_thresholds_down(model: HistGradientBoostingClassifier) -> None:
    """Make every threshold of the trees a float32 without changing any decision.

    scikit-learn compares with float64 thresholds, ONNX with float32. For a float32 value,
    ``value <= threshold`` is the same question as ``value <= the next float32 at or below
    the threshold``; rounding to the nearest one instead sends a few rows down another path.
    """
    for iteration in model._predictors:
        for tree in iteration:
            exact = tree.nodes["num_threshold"]
            nearest = exact.astype(np.float32)
            below = np.nextafter(nearest, np.float32(-np.inf))
            tree.nodes["num_threshold"] = np.where(nearest > exact, below, nearest)


def measure(model: HistGradientBoostingClassifier, features: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    score = model.predict_proba(features)[:, 1]
    return {
        "auc": roc_auc_score(labels, score),
        "accuracy": accuracy_score(labels, score > 0.5),
        "log_loss": log_loss(labels, score),
        "brier_score": brier_score_loss(labels, score),
        "evaluation_rows": len(labels),
        "evaluation_late_share": float(labels.mean()),
    }


def export(model: HistGradientBoostingClassifier, settings: Settings) -> onnx.ModelProto:
    """The model as ONNX: float32[batch, features] in, the probability of late as float32[batch, 1] out."""
    width = len(settings.features)
    converted = to_onnx(
        model,
        initial_types=[(settings.input, FloatTensorType([None, width]))],
        options={"zipmap": False},
        target_opset=OPSETS,
        name="late_net",
    )
    # The converter gives the label and the probabilities of both classes. A service wants one
    # number, so only the trees are kept, and of their two columns the second.
    trees = next(node for node in converted.graph.node if node.op_type == "TreeEnsembleClassifier")
    both = trees.output[1]
    column = {"first": 1, "end": 2, "axis": 1}
    graph = helper.make_graph(
        [trees, helper.make_node("Slice", [both, *column], [settings.output], name="probability_of_late")],
        "late_net",
        [helper.make_tensor_value_info(settings.input, TensorProto.FLOAT, ["batch", width])],
        [helper.make_tensor_value_info(settings.output, TensorProto.FLOAT, ["batch", 1])],
        initializer=[helper.make_tensor(name, TensorProto.INT64, [1], [value]) for name, value in column.items()],
    )
    exported = helper.make_model(
        graph,
        ir_version=IR_VERSION,
        opset_imports=[helper.make_opsetid(domain, version) for domain, version in OPSETS.items()],
        producer_name="late_net.py",
    )
    onnx.checker.check_model(exported, full_check=True)
    return exported


def run(arguments: argparse.Namespace) -> None:
    settings = read_settings(arguments.settings)
    features, labels = read_rows(arguments.examples, settings)
    evaluation = read_rows(arguments.evaluation, settings)
    model = train(features, labels, settings)
    metrics = {"training_rows": len(labels), **measure(model, *evaluation)}
    arguments.output.mkdir(parents=True, exist_ok=True)
    onnx.save_model(export(model, settings), arguments.output / "model.onnx")
    (arguments.output / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n", encoding="utf-8")
    print(f"late_net: {len(labels):,} rows, {asdict(settings.hyper_parameters)}, AUC {metrics['auc']:.4f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=Path, required=True, help="Parquet file with the rows to learn from")
    parser.add_argument("--evaluation", type=Path, required=True, help="Parquet file with the rows to measure on")
    parser.add_argument("--output", type=Path, required=True, help="folder for model.onnx and metrics.json")
    parser.add_argument("--settings", type=Path, required=True, help="JSON file with features, label, model, seed")
    try:
        run(parser.parse_args())
    except UserError as error:
        print(f"late_net: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
