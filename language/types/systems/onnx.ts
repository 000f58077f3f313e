import { as, around, lossy, none, type SystemTypes } from './system-types.ts';

const TIME = 'ONNX has no times: count them, for example as seconds in int64, before they go in.';

/** Element types of ONNX tensors (`TensorProto.DataType`) and values around them (`TypeProto`). */
export const onnx: SystemTypes = {
  title: 'ONNX',
  sources: ['github.com/onnx/onnx/blob/main/onnx/onnx.proto', 'onnx.ai/onnx/repo-docs/IR.html'],
  scalars: {
    bool: as('BOOL'),
    int8: as('INT8'),
    int16: as('INT16'),
    int32: as('INT32'),
    int64: as('INT64'),
    uint8: as('UINT8'),
    uint16: as('UINT16'),
    uint32: as('UINT32'),
    uint64: as('UINT64'),
    float16: as('FLOAT16'),
    bfloat16: as('BFLOAT16'),
    float32: as('FLOAT'),
    float64: as('DOUBLE'),
    string: lossy(
      'STRING',
      'onnx-string',
      'Few operators take texts, and those run on the CPU; TensorRT takes none.',
    ),
    bytes: lossy('STRING', 'onnx-bytes', 'A text of bytes: operators read it as UTF-8.'),
    date: none(TIME),
    timestamp: none(TIME),
    duration: none(TIME),
  },
  time: (_type, plain) => plain,
  decimal: () => none('ONNX has no decimals; DOUBLE rounds.'),
  enum: () =>
    lossy('STRING', 'onnx-enum', 'A text, or the number of the value: the file does not say which is which.'),
  list: (type, inner) => around([inner(type.item)], ([item]) => `seq(${item})`),
  map: (type, inner) =>
    type.key.kind === 'scalar' && /^(u?int(8|16|32|64)|string)$/.test(type.key.name)
      ? around([inner(type.key), inner(type.value)], ([key, value]) => `map(${key}, ${value})`)
      : none('Keys of a map are whole numbers or texts.'),
  struct: () => none('ONNX has no structs: each field is an input of its own.'),
  tensor: (type, item) => around([item], ([name]) => `${name}[${type.shape.join(', ')}]`),
  image: () =>
    lossy(
      'UINT8[height, width, channels]',
      'onnx-image',
      'A tensor of pixels; the order of colours is not in the file.',
    ),
  nullable: (_type, plain) => around([plain], ([name]) => `optional(${name})`),
};
