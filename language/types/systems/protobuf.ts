import { as, around, fieldPlaces, lossy, none, withLoss, type SystemTypes } from './system-types.ts';

/** Protocol Buffers, proto3 and editions. */
export const protobuf: SystemTypes = {
  title: 'Protobuf',
  sources: [
    'protobuf.dev/programming-guides/proto3/#scalar',
    'protobuf.dev/reference/protobuf/google.protobuf/#timestamp',
    'protobuf.dev/programming-guides/proto3/#maps',
  ],
  scalars: {
    bool: as('bool'),
    int8: as('int32'),
    int16: as('int32'),
    int32: as('int32'),
    int64: as('int64'),
    uint8: as('uint32'),
    uint16: as('uint32'),
    uint32: as('uint32'),
    uint64: as('uint64'),
    float16: as('float'),
    bfloat16: as('float'),
    float32: as('float'),
    float64: as('double'),
    string: as('string'),
    bytes: as('bytes'),
    date: as('google.type.Date'),
    timestamp: as('google.protobuf.Timestamp'),
    duration: as('google.protobuf.Duration'),
  },
  time(type, plain) {
    if (type.zone === 'local')
      return lossy(
        'google.type.DateTime',
        'protobuf-local',
        'A Timestamp is always a moment; a wall time needs this type.',
      );
    return type.zone === undefined || type.zone === 'UTC'
      ? plain
      : withLoss(plain, 'protobuf-zone', 'A Timestamp is in UTC; the name of the zone is lost.');
  },
  decimal: () => lossy('google.type.Decimal', 'protobuf-decimal', 'A text with any number of digits.'),
  enum: (type) =>
    lossy(
      `enum { ${['UNSPECIFIED', ...type.values].join('; ')} }`,
      'protobuf-enum',
      'A number on the wire: values that a reader does not know arrive all the same, and 0 is what is missing.',
    ),
  list: (type, inner) => {
    if (type.item.kind === 'list' || type.item.kind === 'map')
      return none('A repeated field holds no repeated ones: put a message around them.');
    return around([inner(type.item)], ([item]) => `repeated ${item}`);
  },
  map: (type, inner) => {
    const isKey = type.key.kind === 'scalar' && /^(bool|string|u?int\d+)$/.test(type.key.name);
    if (!isKey) return none('Keys of a map are whole numbers, texts or booleans.');
    if (type.value.kind === 'list' || type.value.kind === 'map')
      return none('Values of a map are not repeated: put a message around them.');
    return around([inner(type.key), inner(type.value)], ([key, value]) => `map<${key}, ${value}>`);
  },
  struct: (type, inner) =>
    around(
      fieldPlaces(type, inner),
      (names) =>
        `message { ${names.map((name, index) => `${name} ${type.fields[index]!.name} = ${index + 1};`).join(' ')} }`,
    ),
  tensor: (_type, item) =>
    withLoss(
      around([item], ([name]) => `repeated ${name}`),
      'protobuf-shape',
      'The values follow each other; the shape needs a field of its own.',
    ),
  image: () => lossy('bytes', 'protobuf-image', 'The bytes of the file.'),
  nullable: (type, plain) =>
    type.kind === 'list' || type.kind === 'map' || type.kind === 'tensor'
      ? withLoss(plain, 'protobuf-null', 'A repeated field that is missing is an empty one.')
      : around([plain], ([name]) => `optional ${name}`),
};
