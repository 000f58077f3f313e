import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { missingLibraries } from './needed-libraries.ts';
import { OrtError, type OrtApi, type Pointer } from './ort-api.ts';

/** Providers that are added by name, under the names of the C API. Others are passed on as they are. */
const names: Readonly<Record<string, string>> = {
  webgpu: 'WebGPU',
  dml: 'DML',
  coreml: 'CoreML',
  xnnpack: 'XNNPACK',
  openvino: 'OpenVINO',
  qnn: 'QNN',
};

/** Adds a provider to a session's options. Throws an `OrtError` that names the missing file where one is missing. */
export function appendProvider(api: OrtApi, library: string, options: Pointer, provider: string): void {
  switch (provider) {
    case 'cpu':
      return;
    case 'cuda':
      appendCuda(api, library, options);
      return;
    case 'tensorrt':
      appendTensorRt(api, library, options);
      // Nodes that TensorRT does not take run on CUDA.
      appendCuda(api, library, options);
      return;
    case 'webgpu':
      appendWebGpu(api, options);
      return;
    default:
      appendByName(api, options, provider);
  }
}

function appendByName(api: OrtApi, options: Pointer, provider: string): void {
  api.call('AppendExecutionProvider', options, names[provider] ?? provider, [], [], 0);
}

/** Vulkan's loader, through which WebGPU finds devices on Linux. */
const vulkanLoader = 'libvulkan.so.1';

function appendWebGpu(api: OrtApi, options: Pointer): void {
  try {
    appendByName(api, options, 'webgpu');
  } catch (error) {
    const hasLoader = process.platform !== 'linux' || canLoad(api, vulkanLoader);
    if (hasLoader || !(error instanceof OrtError)) throw error;
    throw new OrtError(`${error.message}: there is no ${vulkanLoader}`);
  }
}

function appendCuda(api: OrtApi, library: string, options: Pointer): void {
  const settings = api.create('CreateCudaProviderOptions');
  try {
    api.call('AppendExecutionProviderCuda', options, settings);
  } catch (error) {
    throw explained(api, library, 'cuda', error);
  } finally {
    api.release('ReleaseCudaProviderOptions', settings);
  }
}

function appendTensorRt(api: OrtApi, library: string, options: Pointer): void {
  const settings = api.create('CreateTensorRtProviderOptions');
  try {
    api.call('AppendExecutionProviderTensorRt', options, settings);
  } catch (error) {
    throw explained(api, library, 'tensorrt', error);
  } finally {
    api.release('ReleaseTensorRtProviderOptions', settings);
  }
}

/**
 * ONNX Runtime says only that a shared library failed to load. Loading the provider's libraries once more asks the
 * system which file is missing.
 */
function explained(api: OrtApi, library: string, provider: string, error: unknown): unknown {
  if (!(error instanceof OrtError)) return error;
  for (const part of ['shared', provider]) {
    const file = join(dirname(library), providerLibrary(part));
    if (!existsSync(file)) return new OrtError(`${error.message}: there is no ${file}`);
    const missing = missingLibraries(file, (name) => canLoad(api, name));
    if (missing.length > 0) return new OrtError(`${error.message}: ${file} needs ${missing.join(', ')}`);
    try {
      // Open for all: the provider's library uses what the shared one offers.
      api.koffi.load(file, { global: true });
    } catch (reason) {
      const words = reason instanceof Error ? reason.message : String(reason);
      return new OrtError(`${error.message}: ${file}: ${words}`);
    }
  }
  return error;
}

function canLoad(api: OrtApi, name: string): boolean {
  try {
    api.koffi.load(name);
    return true;
  } catch {
    return false;
  }
}

function providerLibrary(part: string): string {
  return process.platform === 'win32'
    ? `onnxruntime_providers_${part}.dll`
    : `libonnxruntime_providers_${part}.so`;
}
