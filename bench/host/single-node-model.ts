/**
 * An ONNX model of one node, float32[2, 2] to float32[2, 2], as the bytes of its protobuf message: a ModelProto of IR
 * version 8 with operator set 13. Field numbers are those of onnx.proto.
 *
 * @param operator takes one input, such as Identity or Relu
 */
export function singleNodeModel(operator: string): Uint8Array {
  const float = 1;
  const dimension = message(1, field(1, 2));
  const type = message(1, [...field(1, float), ...message(2, [...dimension, ...dimension])]);
  const value = (name: string): number[] => [...text(1, name), ...message(2, type)];
  const node = [...text(1, 'x'), ...text(2, 'y'), ...text(4, operator)];
  const graph = [
    ...message(1, node),
    ...text(2, 'single'),
    ...message(11, value('x')),
    ...message(12, value('y')),
  ];
  return Uint8Array.from([...field(1, 8), ...message(7, graph), ...message(8, field(2, 13))]);
}

/** A small number: protobuf's wire type 0. */
function field(number: number, value: number): number[] {
  return [number * 8, value];
}

/** Bytes with their length, which stays below 128: protobuf's wire type 2. */
function message(number: number, bytes: readonly number[]): number[] {
  return [number * 8 + 2, bytes.length, ...bytes];
}

function text(number: number, value: string): number[] {
  return message(number, [...Buffer.from(value)]);
}
