"""Remake the measurements of the case `measured`: lines as `tenon bench` keeps them, for the files that are there.

    python make_models.py && python make_measurements.py
"""

import hashlib
import json
from pathlib import Path

INPUT = Path(__file__).resolve().parent / "measured" / "input"
BENCH = INPUT / ".tenon" / "bench"
SERVER = {"cpu": "Xeon at 2.5 GHz", "cores": 8, "memory": 33_000_000_000, "os": "Linux 6.1", "arch": "x64"}
GPU = {**SERVER, "gpu": {"name": "NVIDIA L4"}}


def file_of(net, stale=False):
    path = INPUT / "models" / f"{net}.onnx"
    content = path.read_bytes() + (b"before" if stale else b"")
    return {"path": path.name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def exactly(value):
    return {"value": value, "low": value, "high": value}


def case(batch, p50, p99, rate, first=None, scenario="single-stream", grade="A", **more):
    quantile = lambda value: exactly(value) if value is not None else {"samples": 210, "needed": 662}
    return {
        "scenario": scenario,
        "batch": batch,
        "assumed": [],
        "first": first if first is not None else p50 * 2,
        "samples": 2000,
        "latency": {"p50": exactly(p50), "p90": exactly(p50), "p95": exactly(p50), "p99": quantile(p99), "mean": exactly(p50)},
        "throughput": exactly(rate),
        "noise": {"grade": grade, "spread": 0.03},
        "memory": {"peak": 100_000_000, "library": 60_000_000},
        **more,
    }


def entry(net, day, machine, provider, cases, stale=False, threads=None):
    settings = {"node": "24.0.0", "engine": "ort-ffi", "engineVersion": "1.30.0", "provider": provider, "threads": threads}
    identity = hashlib.sha256(json.dumps([machine, settings], sort_keys=True).encode()).hexdigest()[:16]
    result = {
        "version": 1,
        "measuredAt": f"{day}T08:00:00.000Z",
        "model": {**file_of(net, stale), "parameters": 3, "weightBytes": 12, "external": []},
        "machine": {"id": identity, **machine, **settings},
        "cases": cases,
    }
    return {"subject": f"shop.scores.{net}", "result": result}


def sweep(*rows, **more):
    return [case(*row, **more) for row in rows]


CURVE = sweep((1, 0.002, 0.0025, 500), (4, 0.004, 0.005, 1000), (8, 0.005, 0.007, 1600), (16, 0.0095, 0.012, 1700), (32, 0.019, 0.024, 1690))
COPIES = [case(8, t, t * 1.3, rate, scenario="instances", instances=k) for k, t, rate in ((2, 0.006, 2900), (4, 0.01, 3050))]
history = [
    entry("open_net", "2026-11-19", SERVER, "cpu", sweep((1, 0.5, 0.6, 2))),
    entry("open_net", "2026-11-20", SERVER, "cpu", CURVE + COPIES),
    *(entry("open_net", "2026-11-20", SERVER, "cpu", sweep((1, p50, p50 * 1.2, 1 / p50)), threads=n) for n, p50 in ((1, 0.004), (4, 0.0015), (8, 0.0019))),
    entry("declared_net", "2026-11-20", SERVER, "cpu", CURVE),
    entry("vision_net", "2026-11-20", GPU, "cuda", sweep((1, 0.002, 0.0022, 500), (8, 0.004, 0.0045, 2000), (32, 0.012, 0.014, 2600), first=0.9)),
    entry("vision_net", "2026-11-21", GPU, "tensorrt", sweep((1, 0.001, 0.0012, 1000), (8, 0.002, 0.0022, 4000), (32, 0.008, 0.009, 4100), first=7)),
    entry("vision_net", "2026-11-21", GPU, "cpu", sweep((1, 0.02, 0.025, 50), (8, 0.16, 0.2, 50))),
    entry("old_net", "2026-11-18", SERVER, "cpu", CURVE, stale=True),
]

imported = {
    "version": 1,
    "files": [file_of("imported_net")],
    "measurement": {
        "subject": "shop.scores.imported_net",
        "sha256": file_of("imported_net")["sha256"],
        "measuredAt": "2026-11-17",
        "tool": "perf_analyzer",
        "importedFrom": "l4.csv",
        "machine": {"id": "perf_analyzer l4.csv", "host": "perf_analyzer l4.csv", "name": "NVIDIA L4 of the lab", "provider": "unknown"},
        "points": [
            {"scenario": "single-stream", "batch": b, "parallel": 1, "latency": {"p50": t, "p90": t, "p95": t, "p99": t * 1.1}, "throughput": b / t}
            for b, t in ((1, 0.003), (8, 0.005), (16, 0.009))
        ],
    },
}

BENCH.mkdir(parents=True, exist_ok=True)
for name, lines in (("history.jsonl", history), ("evidence.jsonl", [imported])):
    (BENCH / name).write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines))
