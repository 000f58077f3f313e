"""Makes Triton's Python backend serve repositories written for its ONNX Runtime backend.

The server itself (configuration syntax, scheduling, ensembles, HTTP, gRPC) is NVIDIA's; only what the
C++ backend checks and runs is done here, after its published source (onnxruntime_backend,
src/onnxruntime.cc and src/onnxruntime_utils.cc). Every refusal begins with PREFIX, so that it is never
taken for NVIDIA's own word.
"""

import json
import os

import numpy as np
import onnxruntime as ort
import triton_python_backend_utils as pb_utils

PREFIX = "[onnxruntime shim] "

# ONNX Runtime's name of an element type -> (Triton's name in a configuration, numpy type).
ELEMENT_TYPES = {
    "tensor(bool)": ("TYPE_BOOL", np.bool_),
    "tensor(uint8)": ("TYPE_UINT8", np.uint8),
    "tensor(uint16)": ("TYPE_UINT16", np.uint16),
    "tensor(uint32)": ("TYPE_UINT32", np.uint32),
    "tensor(uint64)": ("TYPE_UINT64", np.uint64),
    "tensor(int8)": ("TYPE_INT8", np.int8),
    "tensor(int16)": ("TYPE_INT16", np.int16),
    "tensor(int32)": ("TYPE_INT32", np.int32),
    "tensor(int64)": ("TYPE_INT64", np.int64),
    "tensor(float16)": ("TYPE_FP16", np.float16),
    "tensor(float)": ("TYPE_FP32", np.float32),
    "tensor(double)": ("TYPE_FP64", np.float64),
    "tensor(string)": ("TYPE_STRING", np.object_),
}


class Refused(Exception):
    """The configuration does not fit the model file; the text is what the server's client reads."""

    def __init__(self, message):
        super().__init__(PREFIX + message)


class TritonPythonModel:
    @staticmethod
    def auto_complete_config(auto_complete_model_config):
        """Fills in what the configuration leaves out, and validates the rest."""
        config = auto_complete_model_config.as_dict()
        session = open_session(model_file_of_this_stub(config), config)
        max_batch_size = completed_max_batch_size(config, session)
        auto_complete_model_config.set_max_batch_size(max_batch_size)
        if max_batch_size > 1 and not ({"dynamic_batching", "sequence_batching"} & config.keys()):
            auto_complete_model_config.set_dynamic_batching()
        if not config.get("input"):
            for tensor in session.get_inputs():
                auto_complete_model_config.add_input(completed_tensor(tensor, max_batch_size))
        if not config.get("output"):
            for tensor in session.get_outputs():
                auto_complete_model_config.add_output(completed_tensor(tensor, max_batch_size))
        return auto_complete_model_config

    def initialize(self, args):
        config = json.loads(args["model_config"])
        if args["model_instance_kind"] != "CPU":
            raise Refused(f"instance kind {args['model_instance_kind']}: this server runs models on the CPU only")
        folder = os.path.join(args["model_repository"], args["model_version"])
        self.session = open_session(os.path.join(folder, model_file_name(config)), config)
        validate(config, self.session)
        self.max_batch_size = config["max_batch_size"]
        self.output_names = [output["name"] for output in config["output"]]

    def execute(self, requests):
        """One batch of the scheduler is one run of the model."""
        try:
            batch = [request_inputs(request) for request in requests]
            names = list(batch[0].keys())
            if len(batch) == 1:
                results = self.run(batch[0])
                return [self.response(requests[0], results)]
            joined = {name: np.concatenate([inputs[name] for inputs in batch], axis=0) for name in names}
            results = self.run(joined)
            sizes = [next(iter(inputs.values())).shape[0] for inputs in batch]
            ends = np.cumsum(sizes)
            return [
                self.response(request, {name: array[end - size : end] for name, array in results.items()})
                for request, size, end in zip(requests, sizes, ends)
            ]
        except Exception as error:  # A request that fails must not take the instance down.
            failure = pb_utils.TritonError(PREFIX + str(error))
            return [pb_utils.InferenceResponse(output_tensors=[], error=failure) for _ in requests]

    def run(self, inputs):
        return dict(zip(self.output_names, self.session.run(self.output_names, inputs)))

    def response(self, request, results):
        wanted = [name for name in self.output_names if name in request.requested_output_names()]
        return pb_utils.InferenceResponse(
            output_tensors=[pb_utils.Tensor(name, to_triton(results[name])) for name in wanted]
        )


def request_inputs(request):
    return {tensor.name(): to_onnx(tensor.as_numpy()) for tensor in request.inputs()}


def to_onnx(array):
    """Strings arrive as bytes; ONNX Runtime wants text."""
    if array.dtype.kind not in "OS":
        return array
    texts = [item.decode("utf-8") if isinstance(item, bytes) else item for item in array.reshape(-1)]
    return np.array(texts, dtype=np.object_).reshape(array.shape)


def to_triton(array):
    array = np.asarray(array)
    if array.dtype.kind not in "OU":
        return array
    return np.array([str(item).encode("utf-8") for item in array.reshape(-1)], dtype=np.object_).reshape(array.shape)


def model_file_name(config):
    return config.get("default_model_filename") or "model.onnx"


def model_file_of_this_stub(config):
    """Auto-completion is told no path, but the stub process has it as its first argument."""
    with open("/proc/self/cmdline", "rb") as cmdline:
        argument = cmdline.read().split(b"\0")[1].decode()
    return argument if argument.endswith(".onnx") else os.path.join(argument, model_file_name(config))


def open_session(path, config):
    if not os.path.isfile(path):
        raise Refused(f"unable to find '{path}' for model '{config['name']}'")
    options = ort.SessionOptions()
    options.log_severity_level = 3
    parameters = {name: value["string_value"] for name, value in (config.get("parameters") or {}).items()}
    options.intra_op_num_threads = int(parameters.get("intra_op_thread_count", 0))
    options.inter_op_num_threads = int(parameters.get("inter_op_thread_count", 0))
    try:
        return ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise Refused(f"failed to load model '{config['name']}': {error}") from error


def shape_of(tensor):
    """Sizes as the C++ backend reads them: -1 for symbolic and unknown dimensions."""
    return [size if isinstance(size, int) else -1 for size in tensor.shape]


def type_of(tensor, config_name):
    if tensor.type not in ELEMENT_TYPES:
        raise Refused(f"unsupported type {tensor.type} of tensor '{tensor.name}' for model '{config_name}'")
    return ELEMENT_TYPES[tensor.type][0]


def completed_max_batch_size(config, session):
    size = config.get("max_batch_size", 0)
    shapes = [shape_of(tensor) for tensor in [*session.get_inputs(), *session.get_outputs()]]
    batches = all(shape and shape[0] == -1 for shape in shapes)
    complete = config.get("input") and config.get("output")
    if complete:
        return size
    if not batches and size != 0:
        raise Refused(
            f"autofill failed for model '{config['name']}': model does not support batching while non-zero "
            "max_batch_size is specified"
        )
    # The C++ backend's own default for models that can batch is 4.
    return size if size != 0 or not batches else 4


def completed_tensor(tensor, max_batch_size):
    dims = shape_of(tensor)[1 if max_batch_size > 0 else 0 :]
    completed = {"name": tensor.name, "data_type": type_of(tensor, tensor.name), "dims": dims or [1]}
    if not dims and max_batch_size > 0:
        completed["reshape"] = {"shape": []}
    return completed


def validate(config, session):
    """The checks of ModelInstanceState::ValidateInputs and ValidateOutputs."""
    name = config["name"]
    inputs = {tensor.name: tensor for tensor in session.get_inputs()}
    overridable = {tensor.name: tensor for tensor in session.get_overridable_initializers()}
    outputs = {tensor.name: tensor for tensor in session.get_outputs()}
    # Sequence controls are inputs of the model that the configuration lists elsewhere.
    controls = [
        control["name"] for control in (config.get("sequence_batching") or {}).get("control_input", [])
    ]
    expected = len(config.get("input", [])) + len(controls)
    if len(inputs) != expected:
        raise Refused(
            f"unable to load model '{name}', configuration expects {expected} inputs, "
            f"model provides {len(inputs)}"
        )
    for control in controls:
        find_tensor("input", control, inputs)
    for declared in config.get("input", []):
        if declared.get("optional") and config["max_batch_size"] != 0:
            raise Refused(
                f"unable to load model '{name}', optional input '{declared['name']}' is not supported for "
                "models that support batching"
            )
        if declared.get("allow_ragged_batch"):
            raise Refused(f"unable to load model '{name}', this stand-in does not run ragged batches")
        tensor = find_tensor("input", declared["name"], {**inputs, **overridable})
        check_tensor(config, "input", declared, tensor, exact=False)
    for declared in config.get("output", []):
        tensor = find_tensor("output", declared["name"], outputs)
        check_tensor(config, "output", declared, tensor, exact=True)


def find_tensor(kind, name, tensors):
    if name not in tensors:
        allowed = ", ".join(sorted(tensors))
        raise Refused(f"unexpected inference {kind} '{name}', allowed {kind}s are: {allowed}")
    return tensors[name]


def check_tensor(config, kind, declared, tensor, exact):
    model, name, data_type = config["name"], declared["name"], declared["data_type"]
    provided = type_of(tensor, model)
    if data_type not in {triton for triton, _ in ELEMENT_TYPES.values()}:
        raise Refused(f"unsupported datatype {data_type} for {kind} '{name}' for model '{model}'")
    if data_type != provided:
        raise Refused(
            f"unable to load model '{model}', configuration expects datatype {data_type} for {kind} "
            f"'{name}', model provides {provided}"
        )
    dims = [int(size) for size in (declared.get("reshape") or {"shape": declared["dims"]}).get("shape", [])]
    shape = shape_of(tensor)
    if shape:
        compare_dims(model, name, shape, dims, config["max_batch_size"], exact)
    elif any(size != 1 for size in dims):
        raise Refused(
            f"unable to load model '{model}', scalar tensor '{name}', should only provide 1 in the model "
            f"configuration when the model doesn't support batching. Model configuration provided: {text(dims)}."
        )


def compare_dims(model, name, shape, dims, max_batch_size, exact):
    if max_batch_size > 0 and shape[0] != -1:
        raise Refused(
            f"model '{model}', tensor '{name}': for the model to support batching the shape should have at "
            "least 1 dimension and the first dimension must be -1; but shape expected by the model is "
            f"{text(shape)}"
        )
    full = [-1, *dims] if max_batch_size > 0 else dims
    fits = len(shape) == len(full) and all(
        size == given or (size == -1 and not exact) for size, given in zip(shape, full)
    )
    if not fits:
        batch_note = (
            " (an initial batch dimension because max_batch_size > 0 followed by the explicit tensor shape, "
            f"making complete shape {text(full)})"
            if max_batch_size > 0
            else f" (shape {text(full)})"
        )
        raise Refused(
            f"model '{model}', tensor '{name}': the model expects {len(shape)} dimensions (shape "
            f"{text(shape)}) but the model configuration specifies {len(full)} dimensions{batch_note}"
        )


def text(shape):
    return "[" + ",".join(str(size) for size in shape) + "]"
