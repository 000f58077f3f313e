import { as, around, fieldPlaces, lossy, none, sizes, type SystemTypes } from './system-types.ts';

const TIME = (framework: string): string =>
  `${framework} has no times: count them, for example as seconds in int64.`;
const NULL = (framework: string): string =>
  `${framework} tensors have no null; use a mask, or NaN in floats.`;

/** dtypes of TensorFlow. */
export const tensorflow: SystemTypes = {
  title: 'TensorFlow',
  sources: ['tensorflow.org/api_docs/python/tf/dtypes', 'tensorflow.org/tutorials/load_data/tfrecord'],
  scalars: {
    bool: as('tf.bool'),
    int8: as('tf.int8'),
    int16: as('tf.int16'),
    int32: as('tf.int32'),
    int64: as('tf.int64'),
    uint8: as('tf.uint8'),
    uint16: as('tf.uint16'),
    uint32: as('tf.uint32'),
    uint64: lossy(
      'tf.uint64',
      'tensorflow-uint64',
      'Few operations take it, and TFRecord files have only int64.',
    ),
    float16: as('tf.float16'),
    bfloat16: as('tf.bfloat16'),
    float32: as('tf.float32'),
    float64: lossy('tf.float64', 'tensorflow-float64', 'TFRecord files have only float32.'),
    string: as('tf.string'),
    bytes: as('tf.string'),
    date: none(TIME('TensorFlow')),
    timestamp: none(TIME('TensorFlow')),
    duration: none(TIME('TensorFlow')),
  },
  time: (_type, plain) => plain,
  decimal: () => none('TensorFlow has no decimals; tf.float64 rounds.'),
  enum: () => lossy('tf.string', 'tensorflow-enum', 'A text; other values are not refused.'),
  list: (type, inner) => around([inner(type.item)], ([item]) => `tf.RaggedTensor of ${item}`),
  map: () => none('TensorFlow has no map: use keys and values as two tensors.'),
  struct: (type, inner) =>
    around(
      fieldPlaces(type, inner),
      (names) => `{ ${names.map((name, index) => `'${type.fields[index]!.name}': ${name}`).join(', ')} }`,
    ),
  tensor: (type, item) => around([item], ([name]) => `${name} [${sizes(type, 'None')}]`),
  image: () => as('tf.uint8 [None, None, None]'),
  nullable: () => none(NULL('TensorFlow')),
};

const UNSIGNED = 'Few operations take unsigned numbers of more than 8 bits.';

/** dtypes of PyTorch. */
export const pytorch: SystemTypes = {
  title: 'PyTorch',
  sources: ['docs.pytorch.org/docs/stable/tensor_attributes.html#torch-dtype'],
  scalars: {
    bool: as('torch.bool'),
    int8: as('torch.int8'),
    int16: as('torch.int16'),
    int32: as('torch.int32'),
    int64: as('torch.int64'),
    uint8: as('torch.uint8'),
    uint16: lossy('torch.uint16', 'pytorch-unsigned', UNSIGNED),
    uint32: lossy('torch.uint32', 'pytorch-unsigned', UNSIGNED),
    uint64: lossy('torch.uint64', 'pytorch-unsigned', UNSIGNED),
    float16: as('torch.float16'),
    bfloat16: as('torch.bfloat16'),
    float32: as('torch.float32'),
    float64: as('torch.float64'),
    string: none('PyTorch has no texts in tensors: turn them into numbers before.'),
    bytes: none('PyTorch has no bytes in tensors, except as a tensor of uint8.'),
    date: none(TIME('PyTorch')),
    timestamp: none(TIME('PyTorch')),
    duration: none(TIME('PyTorch')),
  },
  time: (_type, plain) => plain,
  decimal: () => none('PyTorch has no decimals; torch.float64 rounds.'),
  enum: () =>
    lossy(
      'torch.int64',
      'pytorch-enum',
      'The number of the value: the order of the values must never change.',
    ),
  list: (type, inner) => around([inner(type.item)], ([item]) => `list of ${item}`),
  map: () => none('PyTorch has no map in tensors.'),
  struct: (type, inner) =>
    around(
      fieldPlaces(type, inner),
      (names) => `{ ${names.map((name, index) => `'${type.fields[index]!.name}': ${name}`).join(', ')} }`,
    ),
  tensor: (type, item) => around([item], ([name]) => `${name} [${sizes(type, ':')}]`),
  image: () => as('torch.uint8 [:, :, :]'),
  nullable: () => none(NULL('PyTorch')),
};
