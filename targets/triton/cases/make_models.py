"""Remake the small ONNX files of the cases: real files with real graphs, a few hundred bytes each.

    python make_models.py
"""

from pathlib import Path

from onnx import TensorProto, checker, helper, save

CASES = Path(__file__).resolve().parent
FLOAT, HALF, BRAIN, INT64, UINT8, STRING = (
    TensorProto.FLOAT,
    TensorProto.FLOAT16,
    TensorProto.BFLOAT16,
    TensorProto.INT64,
    TensorProto.UINT8,
    TensorProto.STRING,
)


def write(path, inputs, outputs, nodes, constants=()):
    infos = [[helper.make_tensor_value_info(*tensor) for tensor in tensors] for tensors in (inputs, outputs)]
    graph = helper.make_graph(nodes, Path(path).stem.split("@")[0], *infos, list(constants))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="cases")
    checker.check_model(model, full_check=True)
    save(model, CASES / path)


def weights(name, rows, columns):
    values = [(row * columns + column) % 7 / 7 for row in range(rows) for column in range(columns)]
    return helper.make_tensor(name, FLOAT, [rows, columns], values)


def ints(name, *values):
    return helper.make_tensor(name, INT64, [len(values)], values)


def linear(path, batch="batch"):
    nodes = [helper.make_node("MatMul", ["features", "w"], ["sum"]), helper.make_node("Sigmoid", ["sum"], ["score"])]
    ports = [("features", FLOAT, [batch, 3])], [("score", FLOAT, [batch, 1])]
    write(path, *ports, nodes, [weights("w", 3, 1)])


linear("fraud/input/models/fraud_net.onnx")
linear("fraud/input/models/fraud_net@4.onnx")
linear("refused/input/models/fraud_net.onnx")
linear("refused/input/models/other_net.onnx")

write(
    "digits/input/models/normalise.onnx",
    [("pixels", UINT8, ["batch", 8, 8])],
    [("image", FLOAT, ["batch", 1, 8, 8])],
    [
        helper.make_node("Cast", ["pixels"], ["numbers"], to=FLOAT),
        helper.make_node("Unsqueeze", ["numbers", "one"], ["image"]),
    ],
    [ints("one", 1)],
)
write(
    "digits/input/models/digits_net.onnx",
    [("image", FLOAT, ["batch", 1, 8, 8])],
    [("probabilities", FLOAT, ["batch", 10])],
    [
        helper.make_node("Flatten", ["image"], ["flat"]),
        helper.make_node("MatMul", ["flat", "w"], ["logits"]),
        helper.make_node("Softmax", ["logits"], ["probabilities"]),
    ],
    [weights("w", 64, 10)],
)

write(
    "speech/input/models/listen.onnx",
    [("audio", HALF, ["batch", "samples"]), ("speaker", INT64, ["batch"])],
    [("features", FLOAT, ["batch", "samples"]), ("voice", INT64, ["batch"])],
    [
        helper.make_node("Cast", ["audio"], ["features"], to=FLOAT),
        helper.make_node("Identity", ["speaker"], ["voice"]),
    ],
)
write(
    "speech/input/models/acoustic.onnx",
    [("voice", INT64, ["batch"]), ("features", FLOAT, ["batch", "frames"])],
    [("loudness", FLOAT, ["batch", 1]), ("speaker", INT64, ["batch"])],
    [
        helper.make_node("ReduceMean", ["features"], ["loudness"], axes=[1]),
        helper.make_node("Identity", ["voice"], ["speaker"]),
    ],
)
write(
    "speech/input/models/label.onnx",
    [("words", STRING, ["n"])],
    [("label", STRING, ["n"])],
    [helper.make_node("Identity", ["words"], ["label"])],
)

write(
    "refused/input/models/brain.onnx",
    [("x", BRAIN, ["batch", 2])],
    [("y", BRAIN, ["batch", 2])],
    [helper.make_node("Identity", ["x"], ["y"])],
)

for net in ("open_net", "declared_net", "vision_net", "old_net", "imported_net", "never_net"):
    linear(f"measured/input/models/{net}.onnx")
