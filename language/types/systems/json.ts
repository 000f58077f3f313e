import { as, around, fieldPlaces, lossy, unchanged, withLoss, type SystemTypes } from './system-types.ts';

const WIDE_TEXT =
  'Readers that take numbers as IEEE doubles, as JavaScript does, change whole numbers beyond 2^53; send a text.';
const FLOAT_TEXT = 'JSON has no NaN and no infinity.';

/** JSON as requests, events and JSON lines have it. */
export const json: SystemTypes = {
  title: 'JSON',
  sources: ['RFC 8259, section 6', 'RFC 3339', 'protobuf.dev/programming-guides/json/'],
  scalars: {
    bool: as('boolean'),
    int8: as('number'),
    int16: as('number'),
    int32: as('number'),
    int64: lossy('number', 'json-int64', WIDE_TEXT),
    uint8: as('number'),
    uint16: as('number'),
    uint32: as('number'),
    uint64: lossy('number', 'json-uint64', WIDE_TEXT),
    float16: lossy('number', 'json-nan', FLOAT_TEXT),
    bfloat16: lossy('number', 'json-nan', FLOAT_TEXT),
    float32: lossy('number', 'json-nan', FLOAT_TEXT),
    float64: lossy('number', 'json-nan', FLOAT_TEXT),
    string: as('string'),
    bytes: as('string (base64)'),
    date: as('string (RFC 3339 date)'),
    timestamp: as('string (RFC 3339 date-time)'),
    duration: lossy('number', 'json-duration', 'A number: nothing says in which unit it is.'),
  },
  time(type, plain) {
    if (type.name === 'duration') return plain;
    if (type.zone === 'local')
      return lossy(
        'string (date-time without offset)',
        'json-local',
        'RFC 3339 wants an offset; readers guess a zone.',
      );
    return type.zone === undefined || type.zone === 'UTC'
      ? plain
      : withLoss(plain, 'json-zone', 'RFC 3339 has the offset of the moment and not the zone.');
  },
  decimal: () => lossy('string', 'json-decimal', 'As a number it would be read as a double and rounded.'),
  enum: (type) => as(`string (${type.values.join(' | ')})`),
  list: (type, inner) => around([inner(type.item)], ([item]) => `array of ${item}`),
  map(type, inner) {
    const place = around([inner(type.value)], ([value]) => `object of ${value}`);
    const isText = type.key.kind === 'scalar' && type.key.name === 'string';
    return isText ? place : withLoss(place, 'json-key', 'Keys of an object are texts.');
  },
  struct: (type, inner) =>
    around(
      fieldPlaces(type, inner),
      (names) => `{ ${names.map((name, index) => `${type.fields[index]!.name}: ${name}`).join(', ')} }`,
    ),
  tensor: (type, item) =>
    around([item], ([name]) => type.shape.reduce<string>((inner) => `array of ${inner}`, name!)),
  image: () => as('string (base64 of the file)'),
  nullable: unchanged,
};
