import { as, around, lossy, none, type SystemTypes } from './system-types.ts';

const TIME = 'Triton has no times: count them, for example as seconds in int64, before they go in.';

/** Types in a Triton `config.pbtxt` (`inference.DataType`). */
export const triton: SystemTypes = {
  title: 'Triton',
  sources: [
    'docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/user_guide/model_configuration.html#datatypes',
    'tritonclient.utils: serialize_bf16_tensor, serialize_byte_tensor',
    'ConvertFromOnnxDataType of triton-inference-server/onnxruntime_backend',
  ],
  scalars: {
    bool: as('TYPE_BOOL'),
    int8: as('TYPE_INT8'),
    int16: as('TYPE_INT16'),
    int32: as('TYPE_INT32'),
    int64: as('TYPE_INT64'),
    uint8: as('TYPE_UINT8'),
    uint16: as('TYPE_UINT16'),
    uint32: as('TYPE_UINT32'),
    uint64: as('TYPE_UINT64'),
    float16: lossy('TYPE_FP16', 'triton-fp16', 'Requests in JSON can not carry it; they send it in binary.'),
    bfloat16: lossy(
      'TYPE_BF16',
      'triton-bf16',
      'The ONNX Runtime backend does not take it, and clients send it as float32 with the last two bytes cut off.',
    ),
    float32: as('TYPE_FP32'),
    float64: as('TYPE_FP64'),
    string: lossy(
      'TYPE_STRING',
      'triton-string',
      'BYTES on the wire, each text with its length in front; not in shared GPU memory.',
    ),
    bytes: as('TYPE_STRING'),
    date: none(TIME),
    timestamp: none(TIME),
    duration: none(TIME),
  },
  time: (_type, plain) => plain,
  decimal: () => none('Triton has no decimals; TYPE_FP64 rounds.'),
  enum: () => lossy('TYPE_STRING', 'triton-enum', 'A text; other values are not refused.'),
  list: (type, inner) => around([inner(type.item)], ([item]) => `${item} dims: [ -1 ]`),
  map: () => none('Triton has no maps: send keys and values as two tensors.'),
  struct: () => none('Triton has no structs: each field is an input of its own.'),
  tensor: (type, item) =>
    around(
      [item],
      ([name]) =>
        `${name} dims: [ ${type.shape.map((size) => (typeof size === 'number' ? size : -1)).join(', ')} ]`,
    ),
  image: () =>
    lossy(
      'TYPE_UINT8 dims: [ -1, -1, -1 ]',
      'triton-image',
      'A tensor of pixels, or the bytes of the file as TYPE_STRING.',
    ),
  nullable: () => none('A tensor has no null; send a mask, or let a float be NaN.'),
};
