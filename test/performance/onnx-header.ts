/**
 * Reads the signature of a 1.26 GB ONNX file (300 tensors, 600 nodes) by Tenon's header reader and by a full
 * protobuf decode, side by side in one process. Run it with `node test/performance/onnx-header.ts`.
 *
 * The file is made on the spot and lies in the memory of the system, so that no disk is measured. Both are warm; what
 * a first call in a new process takes is told beside it.
 */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import protobuf from 'protobufjs';
import { openFile } from '../../files/index.ts';
import { readSignature, type ByteSource } from '../../files/onnx/index.ts';

const tensors = 300;
const columns = 1024;
const rows = Math.round(1.26e9 / tensors / 4 / columns);
const onnxProto = `
  syntax = "proto2";
  message ModelProto { optional int64 ir_version = 1; optional string producer_name = 2; optional GraphProto graph = 7; repeated OperatorSetIdProto opset_import = 8; }
  message OperatorSetIdProto { optional string domain = 1; optional int64 version = 2; }
  message GraphProto { repeated NodeProto node = 1; optional string name = 2; repeated TensorProto initializer = 5; repeated ValueInfoProto input = 11; repeated ValueInfoProto output = 12; }
  message NodeProto { repeated string input = 1; repeated string output = 2; optional string name = 3; optional string op_type = 4; optional string domain = 7; }
  message TensorProto { repeated int64 dims = 1; optional int32 data_type = 2; optional string name = 8; optional bytes raw_data = 9; }
  message ValueInfoProto { optional string name = 1; optional TypeProto type = 2; }
  message TypeProto { optional Tensor tensor_type = 1; }
  message Tensor { optional int32 elem_type = 1; optional TensorShapeProto shape = 2; }
  message TensorShapeProto { repeated Dimension dim = 1; }
  message Dimension { optional int64 dim_value = 1; optional string dim_param = 2; }
`;

const folder = mkdtempSync(join(tmpdir(), 'tenon-onnx-header-'));
try {
  await compare(join(folder, 'large.onnx'));
} finally {
  rmSync(folder, { recursive: true });
}

async function compare(path: string): Promise<void> {
  writeModel(path);
  const { root } = protobuf.parse(onnxProto, { keepCase: true });
  const model = root.lookupType('ModelProto');
  const opened = await openFile(path);
  if ('problem' in opened) throw new Error(opened.problem.message);
  const counted = countReads(opened.source);
  const header = await timed(99, async () => {
    counted.reset();
    const read = await readSignature(counted.source);
    if ('problem' in read) throw new Error(read.problem.message);
    return read.signature.initializers;
  });
  opened.close();
  const full = await timed(5, () => Promise.resolve(decodedTensors(model, path)));
  if (header.answer !== tensors || full.answer !== tensors) throw new Error('The two readers disagree.');
  const size = statSync(path).size;
  console.log(`file           ${(size / 1e9).toFixed(2)} GB, ${tensors} tensors`);
  console.log(`header reader  ${milliseconds(header.median)} (first call ${milliseconds(header.first)})`);
  console.log(
    `               ${counted.reads()} reads, ${((100 * counted.bytes()) / size).toFixed(3)} % of the file`,
  );
  console.log(
    `full decode    ${milliseconds(full.median)} (first call ${milliseconds(full.first)}), protobufjs`,
  );
  console.log(
    `ratio          ${Math.round(full.median / header.median)}x (first calls ${Math.round(full.first / header.first)}x)`,
  );
}

function decodedTensors(model: protobuf.Type, path: string): number {
  const decoded = model.decode(readFileSync(path)) as unknown as { graph: { initializer: unknown[] } };
  return decoded.graph.initializer.length;
}

async function timed<T>(
  rounds: number,
  work: () => Promise<T>,
): Promise<{ answer: T; first: number; median: number }> {
  const times: number[] = [];
  let answer: T | undefined;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    answer = await work();
    times.push(performance.now() - start);
  }
  const median = times.toSorted((a, b) => a - b)[rounds >> 1] as number;
  return { answer: answer as T, first: times[0] as number, median };
}

function milliseconds(time: number): string {
  return `${time.toFixed(time < 10 ? 2 : 0)} ms`;
}

function countReads(source: ByteSource) {
  let [reads, bytes] = [0, 0];
  return {
    source: {
      size: source.size,
      read(offset: number, length: number) {
        reads++;
        bytes += length;
        return source.read(offset, length);
      },
    },
    reads: () => reads,
    bytes: () => bytes,
    reset: () => ([reads, bytes] = [0, 0]),
  };
}

function writeModel(path: string): void {
  const weightBytes = rows * columns * 4;
  const heads = Array.from({ length: tensors }, (_, index) => tensorHead(index, weightBytes));
  const graphBytes = heads.reduce((sum, head) => sum + head.length + weightBytes, 0);
  const nodes = Array.from({ length: 2 * tensors }, (_, index) => node(index)).concat(
    value(11, 'x'),
    value(12, 'y'),
  );
  const rest = Buffer.concat(nodes);
  const start = protobuf.Writer.create().uint32(8).int64(9).uint32(0x12).string('tenon');
  const opset = protobuf.Writer.create().uint32(0x42).fork().uint32(0x10).int64(17).ldelim().finish();
  const file = openSync(path, 'w');
  let at = 0;
  const put = (bytes: Uint8Array): void => void (at += writeSync(file, bytes, 0, bytes.length, at));
  put(
    start
      .uint32(0x3a)
      .uint32(graphBytes + rest.length)
      .finish(),
  );
  const weights = Buffer.alloc(weightBytes, 'weights');
  for (const head of heads) {
    put(head);
    put(weights);
  }
  put(rest);
  put(opset);
  closeSync(file);
}

function tensorHead(index: number, weightBytes: number): Uint8Array {
  const head = protobuf.Writer.create().uint32(8).int64(rows).uint32(8).int64(columns).uint32(0x10).int32(1);
  const fields = head.uint32(0x42).string(`w${index}`).uint32(0x4a).uint32(weightBytes).finish();
  const length = protobuf.Writer.create()
    .uint32(0x2a)
    .uint32(fields.length + weightBytes)
    .finish();
  return Buffer.concat([length, fields]);
}

function node(index: number): Uint8Array {
  const writer = protobuf.Writer.create().uint32(0x0a).fork().uint32(0x0a).string(`in${index}`);
  writer
    .uint32(0x0a)
    .string(`w${index % tensors}`)
    .uint32(0x12)
    .string(`out${index}`);
  return writer
    .uint32(0x1a)
    .string(`/layers/${index}/MatMul`)
    .uint32(0x22)
    .string('MatMul')
    .ldelim()
    .finish();
}

/** A float32[batch, columns] input or output, by its field number in the graph. */
function value(field: number, name: string): Uint8Array {
  const writer = protobuf.Writer.create()
    .uint32(field * 8 + 2)
    .fork()
    .uint32(0x0a)
    .string(name);
  writer.uint32(0x12).fork().uint32(0x0a).fork().uint32(8).int32(1).uint32(0x12).fork();
  writer.uint32(0x0a).fork().uint32(0x12).string('batch').ldelim();
  writer.uint32(0x0a).fork().uint32(8).int64(columns).ldelim();
  return writer.ldelim().ldelim().ldelim().ldelim().finish();
}
