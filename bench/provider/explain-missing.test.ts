import { describe, expect, it } from 'vitest';
import { explainMissing } from './explain-missing.ts';

describe('what a provider lacks', () => {
  it.each([
    [
      "the provider's own library",
      'ONNX Runtime, loading the model: OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library: there is no /opt/x/libonnxruntime_providers_shared.so',
      'there is no /opt/x/libonnxruntime_providers_shared.so',
      /TENON_ORT_LIBRARY/,
    ],
    [
      'libraries of CUDA and cuDNN',
      'ONNX Runtime, loading the model: OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library: /opt/x/libonnxruntime_providers_cuda.so needs libcublasLt.so.12, libcudnn.so.9',
      '/opt/x/libonnxruntime_providers_cuda.so needs libcublasLt.so.12, libcudnn.so.9',
      /^Install cuDNN and the CUDA toolkit/,
    ],
    [
      'TensorRT',
      'Failed to load shared library: /x/libonnxruntime_providers_tensorrt.so needs libnvinfer.so.10',
      '/x/libonnxruntime_providers_tensorrt.so needs libnvinfer.so.10',
      /^Install TensorRT/,
    ],
    [
      'the loader of Vulkan',
      'ONNX Runtime, loading the model: /onnxruntime_src/onnxruntime/core/providers/webgpu/webgpu_context.cc:136 onnxruntime::webgpu::X::Initialize(const Y&)::<lambda()> adapter_result.status == wgpu::RequestAdapterStatus::Success was false. Failed to get a WebGPU adapter: No supported adapters: there is no libvulkan.so.1',
      'Failed to get a WebGPU adapter: No supported adapters: there is no libvulkan.so.1',
      /libvulkan1/,
    ],
    [
      'a graphics card for WebGPU',
      'Failed to get a WebGPU adapter: No supported adapters',
      'Failed to get a WebGPU adapter: No supported adapters',
      /VK_DRIVER_FILES/,
    ],
    [
      'a driver that is new enough',
      'CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version',
      'CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version',
      /newer NVIDIA driver/,
    ],
    [
      'the provider in this build',
      'DML execution provider is not supported in this build. ',
      'DML execution provider is not supported in this build.',
      /build of ONNX Runtime/,
    ],
    ['something unheard of', 'The moon is full', 'The moon is full', /^It needs more\.$/],
  ])('%s', (_, message, reason, advice) => {
    const missing = explainMissing(message, 'It needs more.');
    expect(missing.reason).toBe(reason);
    expect(missing.advice).toMatch(advice);
  });
});
