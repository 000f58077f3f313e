/** An execution provider that Tenon knows by name. */
export interface Provider {
  /** As plans, requests and ONNX Runtime's Node binding write it. */
  readonly id: string;
  readonly title: string;
  /** ONNX Runtime's own name, as profiles have it. */
  readonly ortName: string;
  /** Systems that have it, by Node's names. */
  readonly platforms: readonly NodeJS.Platform[];
  /** What has to be there for it, in words. */
  readonly needs: string;
}

export const providers: readonly Provider[] = [
  {
    id: 'cpu',
    title: 'CPU',
    ortName: 'CPUExecutionProvider',
    platforms: ['linux', 'win32', 'darwin'],
    needs: 'nothing beside ONNX Runtime',
  },
  {
    id: 'cuda',
    title: 'CUDA',
    ortName: 'CUDAExecutionProvider',
    platforms: ['linux', 'win32'],
    needs: "an NVIDIA driver, CUDA, cuDNN and ONNX Runtime's library for CUDA",
  },
  {
    id: 'tensorrt',
    title: 'TensorRT',
    ortName: 'TensorrtExecutionProvider',
    platforms: ['linux', 'win32'],
    needs: "what CUDA needs, TensorRT and ONNX Runtime's library for it",
  },
  {
    id: 'webgpu',
    title: 'WebGPU',
    ortName: 'WebGpuExecutionProvider',
    platforms: ['linux', 'win32', 'darwin'],
    needs: 'a driver for Vulkan (Linux), Direct3D 12 (Windows) or Metal (macOS)',
  },
  {
    id: 'dml',
    title: 'DirectML',
    ortName: 'DmlExecutionProvider',
    platforms: ['win32'],
    needs: 'Windows with a driver for Direct3D 12',
  },
  {
    id: 'coreml',
    title: 'Core ML',
    ortName: 'CoreMLExecutionProvider',
    platforms: ['darwin'],
    needs: 'macOS',
  },
];

/** Undefined for providers of own builds, which work under their own names. */
export function findProvider(id: string): Provider | undefined {
  return providers.find((provider) => provider.id === id);
}
