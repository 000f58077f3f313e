/** steps/evaluation.py: runs the trained ONNX file and measures it. */
export const EVALUATION = String.raw`
"""Runs the ONNX file on rows that it has not seen, and measures it."""

import numpy as np
import onnxruntime
from sklearn import metrics as sk

from steps import tables
from steps.training import labelled, settings_of

DTYPES = {"tensor(float)": np.float32, "tensor(double)": np.float64, "tensor(int64)": np.int64, "tensor(int32)": np.int32}


def evaluate(step: str, model: str, rows: str, label: str) -> dict[str, float]:
    """Measures by name. Nulls reach the model as NaN; rows whose label is unknown are left out."""
    settings = settings_of(step)
    table = tables.connect().sql(labelled(rows, settings, label)).fetchnumpy()
    truth = np.ma.getdata(table[settings["label"]])
    if len(truth) == 0:
        raise ValueError("there is no row to evaluate on")
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    port = next(port for port in session.get_inputs() if port.name == settings["model"]["input"])
    dtype = DTYPES[port.type]
    values = tensor([table[name] for name in settings["features"]], port.shape).astype(dtype)
    (output,) = session.run([settings["model"]["output"]], {port.name: values})
    return {"rows": len(truth), **measure(truth, np.asarray(output).reshape(len(truth), -1))}


def tensor(columns: list[np.ndarray], shape: list) -> np.ndarray:
    """Scalars side by side; one column of lists gets the shape that the model asks for."""
    if len(columns) == 1 and columns[0].dtype == object:
        rows = np.stack([np.asarray(row) for row in columns[0]])
        sizes = shape[1:]
        return rows.reshape(len(rows), *sizes) if all(isinstance(size, int) for size in sizes) else rows
    return np.column_stack([np.ma.filled(column.astype(np.float64), np.nan) for column in columns])


def measure(truth: np.ndarray, output: np.ndarray) -> dict[str, float]:
    """A true-or-false label is held against a probability, a whole number against classes, else values are compared."""
    if truth.dtype == bool:
        score = output[:, -1]
        figures = decided(truth, score > 0.5)
        figures["brier_score"] = sk.brier_score_loss(truth, score)
        if truth.any() and not truth.all():
            figures["auc"] = sk.roc_auc_score(truth, score)
        figures["log_loss"] = sk.log_loss(truth, np.clip(score.astype(np.float64), 1e-15, 1 - 1e-15), labels=[False, True])
        return plain(figures)
    if np.issubdtype(truth.dtype, np.integer) and output.shape[1] > 1:
        chosen = output.argmax(axis=1)
        return plain(
            {"accuracy": sk.accuracy_score(truth, chosen), "f1": sk.f1_score(truth, chosen, average="macro")}
        )
    value = output[:, 0]
    error = sk.mean_squared_error(truth, value)
    return plain(
        {"mse": error, "rmse": error**0.5, "mae": sk.mean_absolute_error(truth, value), "r2": sk.r2_score(truth, value)}
    )


def decided(truth: np.ndarray, chosen: np.ndarray) -> dict[str, float]:
    return {
        "accuracy": sk.accuracy_score(truth, chosen),
        "balanced_accuracy": sk.balanced_accuracy_score(truth, chosen),
        "precision": sk.precision_score(truth, chosen, zero_division=0),
        "recall": sk.recall_score(truth, chosen, zero_division=0),
        "f1": sk.f1_score(truth, chosen, zero_division=0),
    }


def plain(figures: dict) -> dict[str, float]:
    return {name: float(value) for name, value in figures.items()}


def held(requirements: dict[str, bool], metrics: dict[str, float]) -> bool:
    """Prints each requirement with its outcome, and says whether all of them hold."""
    print("measured " + ", ".join(f"{name} {value:.4f}" for name, value in metrics.items()))
    for requirement, holds in requirements.items():
        print(f"{'ok' if holds else 'broken'}: require {requirement}")
    return all(requirements.values())
`.trimStart();
