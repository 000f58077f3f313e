import { CodedError } from './coded-error.ts';
import type { HostError } from './messages.ts';
import type { Phase } from './phase.ts';

interface Known {
  readonly words: RegExp;
  readonly code: HostError['code'];
}

/** ONNX Runtime's errors have no codes that reach JavaScript, so they are known by their words (1.30). */
const known: readonly Known[] = [
  { words: /bad_alloc|out of memory|Failed to allocate memory|OOM/i, code: 'run/out-of-memory' },
  {
    words: /Opset \d+ is under development|Unsupported model IR version|opset version/i,
    code: 'model/opset',
  },
  {
    words: /No Op registered|is not a registered function\/op|Could not find an implementation/i,
    code: 'model/operator',
  },
  { words: /Unsupported data type|Unexpected input data type|Non tensor type/i, code: 'input/dtype' },
  {
    words: /Invalid rank for input|Got invalid dimensions for input|invalid expand shape/i,
    code: 'input/shape',
  },
  {
    // CUDA's numbers for: driver too old, no device, driver that does not fit, device that does not.
    words: /CUDA failure (?:35|100|803|804)\b|no CUDA-capable device|driver version is insufficient/,
    code: 'provider/unavailable',
  },
  {
    words: /backend not found|execution provider|ExecutionProvider|WebGPU adapter|no available backend/i,
    code: 'provider/unavailable',
  },
];

/** Which mistake stands behind an error that the engine threw in this phase. */
export function explainError(error: unknown, phase: Phase): HostError {
  const message = (error instanceof Error ? error.message : String(error)).trim();
  if (error instanceof CodedError) return { code: error.code, message };
  if (phase === 'import') return { code: 'engine/unavailable', message };
  const found = known.find(({ words }) => words.test(message));
  if (found !== undefined) return { code: found.code, message };
  return { code: phase === 'load' ? 'model/refused' : 'run/failed', message };
}
