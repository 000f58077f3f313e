/** Where version 4 of `models/net.onnx` is kept: `models/net@4.onnx`. */
export const versionPath = (artifact: string, version: string | number): string =>
  artifact.replace(/(\.[^./]+)?$/, (ending) => `@${version}${ending}`);

/** Where exporters put the weights of a large ONNX file that is called `path`. */
export const weightsPath = (path: string): string => `${path}.data`;
