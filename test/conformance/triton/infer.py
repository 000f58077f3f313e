"""Ask a Triton server over HTTP and gRPC, and compute the same with ONNX Runtime.

    python infer.py HTTP_ADDRESS GRPC_ADDRESS MODEL INPUT OUTPUT DTYPE SHAPE ONNX...

DTYPE is numpy's name; SHAPE is like 5x8x8, the batch first. The ONNX files are run one
after the other, each on the first output of the one before. Prints a JSON object: the
largest absolute difference for each protocol, and the shape of the answer.
"""

import json
import sys

import numpy as np
import onnxruntime
import tritonclient.grpc
import tritonclient.http
from tritonclient.utils import np_to_triton_dtype


def values(dtype, shape):
    random = np.random.default_rng(20130101)
    if np.issubdtype(dtype, np.integer):
        return random.integers(0, 17, shape).astype(dtype)
    return random.normal(size=shape).astype(dtype)


def expected(paths, array):
    for path in paths:
        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        array = session.run(None, {session.get_inputs()[0].name: array})[0]
    return array


def ask(client, connection, model, name, output, array):
    request = client.InferInput(name, list(array.shape), np_to_triton_dtype(array.dtype))
    request.set_data_from_numpy(array)
    return connection.infer(model, [request]).as_numpy(output)


def main():
    http, grpc, model, name, output, dtype, shape, *paths = sys.argv[1:]
    array = values(np.dtype(dtype), tuple(int(size) for size in shape.split("x")))
    reference = expected(paths, array)
    answers = {
        "http": ask(tritonclient.http, tritonclient.http.InferenceServerClient(http), model, name, output, array),
        "grpc": ask(tritonclient.grpc, tritonclient.grpc.InferenceServerClient(grpc), model, name, output, array),
    }
    shapes = {protocol: list(answer.shape) for protocol, answer in answers.items()}
    differences = {protocol: float(np.max(np.abs(answer - reference))) for protocol, answer in answers.items()}
    json.dump({"differences": differences, "shapes": shapes, "spread": float(np.ptp(reference))}, sys.stdout)


main()
