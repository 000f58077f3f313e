"""Make ``normalise.onnx``, the step in front of the classifier: pixels as they come to the image it wants.

``pixels`` uint8[batch, 8, 8] with values 0 to 16 becomes ``image`` float32[batch, 1, 8, 8]
with values 0 to 1. It is a graph of three operators, written by hand: nothing is trained.

    python train/normalise.py --output models/normalise.onnx
"""

import argparse
from pathlib import Path

import onnx
from onnx import TensorProto, helper

OPSET = 17
IR_VERSION = 8
LARGEST_PIXEL = 16.0


def normalise() -> onnx.ModelProto:
    graph = helper.make_graph(
        [
            helper.make_node("Cast", ["pixels"], ["as_float"], name="as_float", to=TensorProto.FLOAT),
            helper.make_node("Div", ["as_float", "largest_pixel"], ["scaled"], name="scale"),
            helper.make_node("Unsqueeze", ["scaled", "channel_axis"], ["image"], name="add_channel"),
        ],
        "normalise",
        [helper.make_tensor_value_info("pixels", TensorProto.UINT8, ["batch", 8, 8])],
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", 1, 8, 8])],
        initializer=[
            helper.make_tensor("largest_pixel", TensorProto.FLOAT, [], [LARGEST_PIXEL]),
            helper.make_tensor("channel_axis", TensorProto.INT64, [1], [1]),
        ],
    )
    model = helper.make_model(
        graph,
        ir_version=IR_VERSION,
        opset_imports=[helper.make_opsetid("", OPSET)],
        producer_name="normalise.py",
    )
    onnx.checker.check_model(model, full_check=True)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, required=True, help="ONNX file to write")
    onnx.save_model(normalise(), parser.parse_args().output)


if __name__ == "__main__":
    main()
