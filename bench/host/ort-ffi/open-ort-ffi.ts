import { singleNodeModel } from '../single-node-model.ts';
import { locateLibrary } from './library-location.ts';
import { openOrtApi, OrtError, type OrtApi } from './ort-api.ts';
import { OrtFfiEngine } from './ort-ffi-engine.ts';

/** Opens the engine and tries it on models of its own before a user's model is touched. Rejects with the reason. */
export async function openOrtFfi(library = locateLibrary()): Promise<OrtFfiEngine> {
  const api = await openOrtApi(library);
  await selfTest(api, library);
  return new OrtFfiEngine(api, library);
}

/** Version, a model that gives back what it is given, and an error that arrives as text. */
async function selfTest(api: OrtApi, library: string): Promise<void> {
  if (!/^\d+\.\d+/.test(api.version)) throw new Error(`Self-test: "${api.version}" is no version.`);
  const engine = new OrtFfiEngine(api, library);
  const data = Float32Array.of(1.5, -2, 0, 4);
  engine.loadBytes(singleNodeModel('Identity'));
  engine.bind([{ name: 'x', dtype: 'float32', shape: [2, 2], data }]);
  await engine.runSlice({ atLeast: 0, runs: 1, atMost: 0 });
  const [output] = await engine.outputs();
  if (output?.name !== 'y' || String(output.data) !== String(data)) {
    throw new Error(`Self-test: a model that changes nothing gave ${String(output?.data)}.`);
  }
  refusesGarbage(engine);
  await engine.close();
}

function refusesGarbage(engine: OrtFfiEngine): void {
  try {
    engine.loadBytes(Uint8Array.of(1, 2, 3));
  } catch (error) {
    if (error instanceof OrtError && error.message !== '') return;
    throw error;
  }
  throw new Error('Self-test: bytes that are no model were taken as one.');
}
