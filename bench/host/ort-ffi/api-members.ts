/**
 * The part of ONNX Runtime's C API that Tenon calls. A slot is the position of the member in `struct OrtApi` of the
 * public header `onnxruntime_c_api.h`; the table only ever grows at its end, so that a slot never changes its meaning.
 */
export interface ApiMember {
  readonly slot: number;
  /** A status is an error object, or null when all went well; `void` for those that release. */
  readonly result: 'status' | 'text' | 'void';
  readonly parameters: readonly ParameterType[];
}

/** `path` is text in the system's encoding of paths; `texts` is an array of pointers to text. */
export type ParameterType = 'pointer' | 'text' | 'texts' | 'path' | 'int' | 'size' | 'int64';

const status = (slot: number, ...parameters: ParameterType[]): ApiMember => ({
  slot,
  result: 'status',
  parameters,
});
const release = (slot: number): ApiMember => ({ slot, result: 'void', parameters: ['pointer'] });

/** The oldest version of the table (ONNX Runtime 1.22) that has all of these and the providers' names. */
export const apiVersion = 22;

export const apiMembers = {
  GetErrorMessage: { slot: 2, result: 'text', parameters: ['pointer'] },
  CreateEnv: status(3, 'int', 'text', 'pointer'),
  DisableTelemetryEvents: status(6, 'pointer'),
  CreateSession: status(7, 'pointer', 'path', 'pointer', 'pointer'),
  CreateSessionFromArray: status(8, 'pointer', 'pointer', 'size', 'pointer', 'pointer'),
  CreateSessionOptions: status(10, 'pointer'),
  SetSessionExecutionMode: status(13, 'pointer', 'int'),
  EnableProfiling: status(14, 'pointer', 'path'),
  DisableMemPattern: status(17, 'pointer'),
  SetSessionLogSeverityLevel: status(22, 'pointer', 'int'),
  SetSessionGraphOptimizationLevel: status(23, 'pointer', 'int'),
  SetIntraOpNumThreads: status(24, 'pointer', 'int'),
  SessionGetOutputCount: status(31, 'pointer', 'pointer'),
  SessionGetOutputName: status(37, 'pointer', 'size', 'pointer', 'pointer'),
  CreateTensorAsOrtValue: status(48, 'pointer', 'pointer', 'size', 'int', 'pointer'),
  IsTensor: status(50, 'pointer', 'pointer'),
  GetTensorMutableData: status(51, 'pointer', 'pointer'),
  FillStringTensor: status(52, 'pointer', 'texts', 'size'),
  GetStringTensorDataLength: status(53, 'pointer', 'pointer'),
  GetStringTensorContent: status(54, 'pointer', 'pointer', 'size', 'pointer', 'size'),
  GetTensorElementType: status(60, 'pointer', 'pointer'),
  GetDimensionsCount: status(61, 'pointer', 'pointer'),
  GetDimensions: status(62, 'pointer', 'pointer', 'size'),
  GetTensorTypeAndShape: status(65, 'pointer', 'pointer'),
  CreateCpuMemoryInfo: status(69, 'int', 'int', 'pointer'),
  AllocatorFree: status(76, 'pointer', 'pointer'),
  GetAllocatorWithDefaultOptions: status(78, 'pointer'),
  ReleaseEnv: release(92),
  ReleaseStatus: release(93),
  ReleaseMemoryInfo: release(94),
  ReleaseSession: release(95),
  ReleaseValue: release(96),
  ReleaseTensorTypeAndShapeInfo: release(99),
  ReleaseSessionOptions: release(100),
  SessionEndProfiling: status(110, 'pointer', 'pointer', 'pointer'),
  AddFreeDimensionOverrideByName: status(124, 'pointer', 'text', 'int64'),
  RunWithBinding: status(133, 'pointer', 'pointer', 'pointer'),
  CreateIoBinding: status(134, 'pointer', 'pointer'),
  ReleaseIoBinding: release(135),
  BindInput: status(136, 'pointer', 'text', 'pointer'),
  BindOutputToDevice: status(138, 'pointer', 'text', 'pointer'),
  GetBoundOutputValues: status(140, 'pointer', 'pointer', 'pointer', 'pointer'),
  AppendExecutionProviderTensorRt: status(170, 'pointer', 'pointer'),
  CreateTensorRtProviderOptions: status(171, 'pointer'),
  ReleaseTensorRtProviderOptions: release(174),
  SynchronizeBoundOutputs: status(203, 'pointer'),
  AppendExecutionProviderCuda: status(204, 'pointer', 'pointer'),
  CreateCudaProviderOptions: status(205, 'pointer'),
  ReleaseCudaProviderOptions: release(208),
  AppendExecutionProvider: status(216, 'pointer', 'text', 'texts', 'texts', 'size'),
} as const satisfies Readonly<Record<string, ApiMember>>;

export type ApiName = keyof typeof apiMembers;
export type StatusName = Exclude<ApiName, ReleaseName | 'GetErrorMessage'>;
export type ReleaseName = Extract<ApiName, `Release${string}`>;
