import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, repository } from './run-tenon.ts';

/** A model of the benchmark's own tests. */
export const fixture = (name: string): Uint8Array => readFileSync(join(repository, 'bench/fixtures', name));

/** A project whose model is a fixture; it promises something easy and something impossible. */
export const project = (objective = 'latency.p99 < 10s', file = 'mlp.onnx'): string =>
  folderWith({
    'tenon.json': '{ "language": 1 }',
    'net.tenon': `package nets

model net {
  artifact: onnx("models/net.onnx")
  input  x : float32[batch, 4]
  output y : float32[batch, 2]
}

service api {
  serves net on triton { instances: 1 on cpu }
  objective { ${objective} }
}
`,
    'models/net.onnx': fixture(file),
  });
