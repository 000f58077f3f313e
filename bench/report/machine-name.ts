import type { MeasuredMachine } from './measured-result.ts';

/** Providers by the names that people know them by. */
const PROVIDERS: Readonly<Record<string, string>> = {
  cpu: 'CPU',
  cuda: 'CUDA',
  tensorrt: 'TensorRT',
  nvtensorrtrtx: 'TensorRT RTX',
  webgpu: 'WebGPU',
  dml: 'DirectML',
  directml: 'DirectML',
  coreml: 'CoreML',
  rocm: 'ROCm',
  migraphx: 'MIGraphX',
  openvino: 'OpenVINO',
  qnn: 'QNN',
};

/** `cuda` and `CUDAExecutionProvider` are both `CUDA`. */
export function providerName(provider: string): string {
  const short = provider.replace(/ExecutionProvider$/u, '');
  return PROVIDERS[short.toLowerCase()] ?? short;
}

/** The part that did the work, without the words that every processor has in its name. */
export function deviceName({ device, cpu }: MeasuredMachine): string {
  const name = (device ?? cpu)
    .replaceAll(/\((?:R|TM|C)\)/giu, '')
    .replaceAll(/\s+@.*$|\b(?:CPU|Processor)\b/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return name === '' ? cpu : name;
}
