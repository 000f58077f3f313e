/** What a provider lacks, in words for the person who wants it. */
export interface Missing {
  /** The file, driver or library that is not there, as far as the system tells. */
  readonly reason: string;
  /** What to do about it. */
  readonly advice: string;
}

/** Libraries of NVIDIA by the beginning of their file names, and the package they come in. */
const packages: readonly (readonly [name: RegExp, holder: string])[] = [
  [/libcudnn/u, 'cuDNN'],
  [/libnvinfer|libnvonnxparser|nvinfer/u, 'TensorRT'],
  [/libcu(?:dart|blas|blasLt|fft|rand|solver|sparse)|libnv(?:rtc|JitLink)/u, 'the CUDA toolkit'],
  [/libcuda\.so/u, "NVIDIA's driver"],
];

const advices: readonly (readonly [words: RegExp, advice: string])[] = [
  [
    /there is no \S*onnxruntime_providers_/u,
    'Install onnxruntime-node again with its install script and network (ONNXRUNTIME_NODE_INSTALL must not be `skip`), ' +
      'or name a build of ONNX Runtime with this provider in TENON_ORT_LIBRARY.',
  ],
  [
    /there is no libvulkan/u,
    "Install Vulkan's loader (Debian and Ubuntu: libvulkan1) and the Vulkan driver of the graphics card.",
  ],
  [
    /WebGPU adapter|No supported adapters/u,
    'Install the driver of the graphics card. On Linux it has to bring a Vulkan driver; VK_DRIVER_FILES can name it.',
  ],
  [
    /driver version is insufficient|CUDA failure 35/u,
    "Install a newer NVIDIA driver: this one is older than the libraries' CUDA.",
  ],
  [
    /no CUDA-capable device|CUDA failure 100/u,
    'No NVIDIA graphics card is seen: in a container, pass the card in.',
  ],
  [
    /not supported in this build|not enabled in this build|Unknown provider name|not available/u,
    'This build of ONNX Runtime does not have it: name one that does in TENON_ORT_LIBRARY.',
  ],
];

/** Puts ONNX Runtime's refusal of a provider into words; `fallback` is the advice for what is not known. */
export function explainMissing(message: string, fallback: string): Missing {
  const reason = shorten(message);
  const needed = /needs (?<names>lib.+)$/u.exec(reason)?.groups?.['names'];
  if (needed !== undefined) {
    const holders = packages.filter(([name]) => name.test(needed)).map(([, holder]) => holder);
    const what = holders.length === 0 ? 'these libraries' : holders.join(' and ');
    return { reason, advice: `Install ${what}, in the version of the file names, where the loader looks.` };
  }
  const advice = advices.find(([words]) => words.test(reason))?.[1] ?? fallback;
  return { reason, advice };
}

/** Without the source positions that ONNX Runtime puts before its words, and without repetitions of its own names. */
function shorten(message: string): string {
  return message
    .replace(/^ONNX Runtime, [^:]+: /u, '')
    .replace(/^\/\S+\.cc:\d+ .*? was false\. /u, '')
    .replace(/^OrtSessionOptionsAppendExecutionProvider_\w+: /u, '')
    .replace(/^Failed to load shared library: (?=there is|\S+ needs)/u, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
