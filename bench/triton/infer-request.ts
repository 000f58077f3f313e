import type { FilledTensor } from '../inputs/fill-tensors.ts';
import type { PreparedRequest } from './triton-client.ts';
import { TritonError } from './triton-problem.ts';

/** Element types as the KServe v2 protocol names them. */
const DATATYPES: Readonly<Record<string, string>> = {
  bool: 'BOOL',
  uint8: 'UINT8',
  uint16: 'UINT16',
  uint32: 'UINT32',
  uint64: 'UINT64',
  int8: 'INT8',
  int16: 'INT16',
  int32: 'INT32',
  int64: 'INT64',
  float16: 'FP16',
  float32: 'FP32',
  float64: 'FP64',
  string: 'BYTES',
};

export const datatypeOf = (dtype: string): string | undefined =>
  Object.hasOwn(DATATYPES, dtype) ? DATATYPES[dtype] : undefined;

/**
 * One request of `batch` items in the binary form of the protocol: a JSON header, then the tensors' bytes. The outputs are
 * asked for in binary form too, because no server should be measured while it prints numbers.
 */
export function inferRequest(tensors: readonly FilledTensor[], batch: number): PreparedRequest {
  const data = tensors.map(bytesOf);
  const inputs = tensors.map(({ name, dtype, shape }, index) => ({
    name,
    shape,
    datatype: datatypeOf(dtype) ?? unsupported(name, dtype),
    parameters: { binary_data_size: data[index]!.length },
  }));
  const header = Buffer.from(JSON.stringify({ inputs, parameters: { binary_data_output: true } }));
  const body = Buffer.concat([header, ...data]);
  return {
    batch,
    body,
    head: {
      'content-type': 'application/octet-stream',
      'content-length': body.length,
      'inference-header-content-length': header.length,
    },
  };
}

/** Numbers as they lie in memory, which is little-endian on every machine that Node runs on; texts with their length. */
function bytesOf({ data }: FilledTensor): Uint8Array {
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.concat(
    data.flatMap((text) => {
      const bytes = Buffer.from(text, 'utf8');
      const length = Buffer.alloc(4);
      length.writeUInt32LE(bytes.length);
      return [length, bytes];
    }),
  );
}

function unsupported(name: string, dtype: string): never {
  throw new TritonError({
    code: 'input/dtype',
    message: `Input "${name}" is ${dtype}, which no request to a Triton server can carry to its ONNX Runtime.`,
    hint: 'Export the model with float32, float16, integer, bool or string inputs.',
  });
}
