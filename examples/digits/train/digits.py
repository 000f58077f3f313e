"""Train ``digits``: which digit does an 8x8 image show?

    python digits.py --examples TRAIN.parquet --evaluation EVAL.parquet \
        --output DIR --settings SETTINGS.json
    torchrun --nproc-per-node 2 digits.py --examples ...

The arguments, the settings and the two files it writes (``model.onnx``, ``metrics.json``)
are Tenon's training contract, docs/training-contract.md. Under torchrun the processes
share each batch (DistributedDataParallel on gloo) and rank 0 writes; alone, it is one
process without a process group. The one feature is a column of 64 pixels, 0 to 16.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import onnx
import pandas as pd
import torch
from torch import distributed, nn
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, DistributedSampler, TensorDataset

CLASSES = 10
LARGEST_PIXEL = 16.0
OPSET = 18
# Old enough for ONNX Runtime 1.20 and Triton 24.10.
IR_VERSION = 8


class UserError(Exception):
    """Something in the inputs or the settings that their author can put right."""


@dataclass(frozen=True)
class HyperParameters:
    """What ``hyper_parameters`` in the settings may hold, with its defaults."""

    epochs: int = 60
    learning_rate: float = 3e-3
    # Over all processes together.
    batch: int = 64


@dataclass(frozen=True)
class Settings:
    feature: str
    label: str
    input: str
    output: str
    seed: int
    hyper_parameters: HyperParameters


@dataclass(frozen=True)
class Place:
    """Which of how many processes this is."""

    rank: int
    processes: int


def read_settings(path: Path) -> Settings:
    """The settings file, or a UserError that names what is missing or unknown in it."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        chosen = raw.get("hyper_parameters", {})
        unknown = sorted(set(chosen) - {field.name for field in fields(HyperParameters)})
        if unknown:
            raise UserError(f"{path}: unknown hyper-parameter {', '.join(unknown)}")
        if len(raw["features"]) != 1:
            raise UserError(f"{path}: one feature is wanted, the image, not {len(raw['features'])}")
        return Settings(
            feature=raw["features"][0],
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


def read_images(path: Path, settings: Settings) -> TensorDataset:
    """Images as float32[rows, 1, 8, 8] from 0 to 1, scaled as normalise.onnx does, and labels as int64[rows]."""
    if not path.is_file():
        raise UserError(f"{path}: no such file")
    try:
        rows = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise UserError(f"cannot read {path}: {error}") from error
    missing = [name for name in (settings.feature, settings.label) if name not in rows.columns]
    if missing:
        raise UserError(f"{path}: no column {', '.join(missing)}")
    if rows.empty:
        raise UserError(f"{path}: no rows")
    pixels = np.stack(rows[settings.feature].to_list()).astype(np.float32)
    images = torch.from_numpy(pixels.reshape(-1, 1, 8, 8) / LARGEST_PIXEL)
    return TensorDataset(images, torch.tensor(rows[settings.label].to_numpy(dtype=np.int64)))


def network() -> nn.Module:
    """6,586 weights: float32[batch, 1, 8, 8] to the logits of ten classes."""
    return nn.Sequential(
        nn.Conv2d(1, 12, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Conv2d(12, 24, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Dropout(0.3),
        nn.Linear(24 * 4 * 4, CLASSES),
    )


def train(examples: TensorDataset, settings: Settings, place: Place) -> nn.Module:
    """The trained network, equal on every process."""
    chosen = settings.hyper_parameters
    torch.manual_seed(settings.seed)
    torch.use_deterministic_algorithms(True)
    # With several threads, sums are taken in an order that depends on their number.
    torch.set_num_threads(1)
    model = network()
    trained = DistributedDataParallel(model) if place.processes > 1 else model
    sampler = DistributedSampler(examples, place.processes, place.rank, seed=settings.seed)
    loader = DataLoader(examples, batch_size=max(1, chosen.batch // place.processes), sampler=sampler)
    optimizer = torch.optim.AdamW(trained.parameters(), lr=chosen.learning_rate)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=chosen.epochs)
    loss_of = nn.CrossEntropyLoss()
    for epoch in range(chosen.epochs):
        sampler.set_epoch(epoch)
        for images, labels in loader:
            optimizer.zero_grad()
            loss_of(trained(moved(images)), labels).backward()
            optimizer.step()
        schedule.step()
    return model.eval()


def moved(images: torch.Tensor) -> torch.Tensor:
    """The batch moved by at most one pixel each way: 1,400 images are few, and a moved digit is still that digit."""
    top, left = torch.randint(0, 3, (2,)).tolist()
    return nn.functional.pad(images, (1, 1, 1, 1))[:, :, top : top + 8, left : left + 8]


@torch.no_grad()
def measure(model: nn.Module, evaluation: TensorDataset) -> dict[str, float]:
    images, labels = evaluation.tensors
    logits = model(images)
    return {
        "accuracy": (logits.argmax(dim=1) == labels).double().mean().item(),
        "log_loss": nn.functional.cross_entropy(logits, labels).item(),
        "evaluation_rows": len(labels),
    }


def export(model: nn.Module, settings: Settings, path: Path) -> None:
    """Write the network with a softmax behind it: image float32[batch, 1, 8, 8] to float32[batch, 10]."""
    program = torch.onnx.export(
        nn.Sequential(model, nn.Softmax(dim=1)).eval(),
        (torch.zeros(2, 1, 8, 8),),
        input_names=[settings.input],
        output_names=[settings.output],
        dynamic_shapes=({0: torch.export.Dim("batch", min=1)},),
        opset_version=OPSET,
        dynamo=True,
        verbose=False,
    )
    exported = program.model_proto
    exported.ir_version = IR_VERSION
    # The exporter notes where each operator came from, with the paths of this machine.
    del exported.graph.value_info[:]
    graph = exported.graph
    for part in (exported, graph, *graph.node, *graph.input, *graph.output, *graph.initializer):
        part.ClearField("metadata_props")
    onnx.checker.check_model(exported, full_check=True)
    onnx.save_model(exported, path)


@contextmanager
def processes() -> Iterator[Place]:
    """This process's place among those of torchrun, or the only place when it was not started by torchrun."""
    if "RANK" not in os.environ:
        yield Place(rank=0, processes=1)
        return
    distributed.init_process_group("gloo")
    try:
        yield Place(distributed.get_rank(), distributed.get_world_size())
    finally:
        distributed.destroy_process_group()


def run(arguments: argparse.Namespace) -> None:
    settings = read_settings(arguments.settings)
    examples = read_images(arguments.examples, settings)
    evaluation = read_images(arguments.evaluation, settings)
    with processes() as place:
        model = train(examples, settings, place)
        if place.rank != 0:
            return
        metrics = {"training_rows": len(examples), "processes": place.processes, **measure(model, evaluation)}
        arguments.output.mkdir(parents=True, exist_ok=True)
        export(model, settings, arguments.output / "model.onnx")
        (arguments.output / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n", encoding="utf-8")
        print(f"digits: {len(examples):,} rows, {place.processes} process(es), accuracy {metrics['accuracy']:.4f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=Path, required=True, help="Parquet file with the rows to learn from")
    parser.add_argument("--evaluation", type=Path, required=True, help="Parquet file with the rows to measure on")
    parser.add_argument("--output", type=Path, required=True, help="folder for model.onnx and metrics.json")
    parser.add_argument("--settings", type=Path, required=True, help="JSON file with features, label, model, seed")
    try:
        run(parser.parse_args())
    except UserError as error:
        print(f"digits: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
