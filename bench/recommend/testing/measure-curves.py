"""Measure the curves that the simulated server is fed with: seconds of a run by batch, and what copies do together.

    python measure-curves.py <folder for the JSON files>

Needs onnx and onnxruntime. Every copy is a process of its own with one thread, as instances of a server on a CPU are.
Times are those that the thread had the processor, so that neighbours on a shared machine count little.
The models are made here, with weights from a fixed seed, so that the figures are the only thing that differs.
"""

import json
import multiprocessing
import platform
import sys
import time
from datetime import date
from pathlib import Path

import numpy as np
import onnxruntime as ort
from onnx import TensorProto, checker, helper, numpy_helper

BATCHES = [1, 2, 4, 8, 16, 32, 64]
COPIES = [1, 2]
FLOAT = TensorProto.FLOAT
random = np.random.default_rng(42)


def weight(name, *shape):
    return numpy_helper.from_array((random.standard_normal(shape) * 0.05).astype(np.float32), name)


def model(name, shape, nodes, weights, output):
    ports = [helper.make_tensor_value_info("x", FLOAT, ["batch", *shape])], [helper.make_tensor_value_info(output, FLOAT, None)]
    graph = helper.make_graph(nodes, name, *ports, weights)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return made.SerializeToString()


def conv():
    nodes, weights, last = [], [], "x"
    for index, (inputs, outputs, stride) in enumerate([(3, 16, 2), (16, 32, 2), (32, 32, 1), (32, 64, 2)]):
        weights.append(weight(f"w{index}", outputs, inputs, 3, 3))
        nodes.append(helper.make_node("Conv", [last, f"w{index}"], [f"c{index}"], pads=[1, 1, 1, 1], strides=[stride, stride]))
        nodes.append(helper.make_node("Relu", [f"c{index}"], [f"r{index}"]))
        last = f"r{index}"
    nodes.append(helper.make_node("GlobalAveragePool", [last], ["y"]))
    return model("conv", [3, 64, 64], nodes, weights, "y"), (3, 64, 64)


def attention():
    width, weights = 128, [weight(f"w{index}", 128, 128) for index in range(4)]
    weights += [weight("up", width, 512), weight("down", 512, width)]
    make = helper.make_node
    nodes = [
        make("MatMul", ["x", "w0"], ["q"]), make("MatMul", ["x", "w1"], ["k"]), make("MatMul", ["x", "w2"], ["v"]),
        make("Transpose", ["k"], ["t"], perm=[0, 2, 1]), make("MatMul", ["q", "t"], ["s"]), make("Softmax", ["s"], ["p"]),
        make("MatMul", ["p", "v"], ["a"]), make("MatMul", ["a", "w3"], ["o"]), make("Add", ["o", "x"], ["h"]),
        make("MatMul", ["h", "up"], ["u"]), make("Relu", ["u"], ["g"]), make("MatMul", ["g", "down"], ["d"]), make("Add", ["d", "h"], ["y"]),
    ]
    return model("attention", [64, width], nodes, weights, "y"), (64, width)


def mlp():
    sizes, nodes, weights, last = [64, 256, 256, 10], [], [], "x"
    for index, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
        weights.append(weight(f"w{index}", inputs, outputs))
        nodes += [helper.make_node("MatMul", [last, f"w{index}"], [f"m{index}"]), helper.make_node("Relu", [f"m{index}"], [f"r{index}"])]
        last = f"r{index}"
    return model("mlp", [64], nodes, weights, last), (64,)


def session(content):
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def slices(runs, seconds, count):
    """Latencies of several short stretches, so that those in which a neighbour was at work can be left out."""
    found = []
    for _ in range(count):
        times, end = [], time.perf_counter() + seconds
        while time.perf_counter() < end or len(times) < 8:
            start = time.thread_time()
            runs()
            times.append(time.thread_time() - start)
        found.append(times)
    return found


def quiet(content, shape, batch):
    """The quarter of the stretches with the lowest medians: what the processor does when it is left alone."""
    loaded, x = session(content), random.standard_normal((batch, *shape)).astype(np.float32)
    runs = lambda: loaded.run(None, {"x": x})
    runs()
    ordered = sorted(slices(runs, 0.1, 16), key=np.median)
    return np.concatenate(ordered[:4])


def copy(content, shape, batch, seconds, barrier, results):
    loaded, x = session(content), np.ones((batch, *shape), np.float32)
    loaded.run(None, {"x": x})
    barrier.wait()
    count, start, used = 0, time.perf_counter(), time.thread_time()
    while time.perf_counter() < start + seconds:
        loaded.run(None, {"x": x})
        count += 1
    results.put(count * batch / (time.thread_time() - used))


def together(content, shape, batch, copies, seconds):
    barrier, results = multiprocessing.Barrier(copies), multiprocessing.Queue()
    processes = [multiprocessing.Process(target=copy, args=(content, shape, batch, seconds, barrier, results)) for _ in range(copies)]
    for process in processes:
        process.start()
    total = sum(results.get() for _ in processes)
    for process in processes:
        process.join()
    return total


def cpu():
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())


def main(folder):
    for make in (mlp, attention, conv):
        content, shape = make()
        batches = []
        for batch in BATCHES:
            p50, p99 = np.quantile(quiet(content, shape, batch), [0.5, 0.99])
            batches.append({"batch": batch, "p50": float(f"{p50:.4g}"), "p99": float(f"{p99:.4g}")})
        most = lambda k: max(together(content, shape, 8, k, 0.3) for _ in range(6))
        copies = [{"copies": k, "throughput": float(f"{most(k):.5g}")} for k in COPIES]
        described = {
            "name": make.__name__,
            "source": f"measured {date.today().isoformat()} on {cpu()}, {multiprocessing.cpu_count()} cores, processor time; ONNX Runtime {ort.__version__}, one thread a copy",
            "batches": batches,
            "copies": copies,
        }
        Path(folder, f"{make.__name__}.json").write_text(json.dumps(described, indent=2) + "\n")


main(sys.argv[1])
