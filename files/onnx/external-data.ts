import type { FileProblem } from './file-problem.ts';
import type { ExternalTensor, Signature } from './signature.ts';

/**
 * Holds the external data of a model against the files beside it: one problem for each file that leaves the
 * model's folder, is missing or is too short. `stat` gives a file's size in bytes, undefined when there is none.
 */
export async function checkExternalData(
  signature: Signature,
  stat: (relativePath: string) => Promise<number | undefined>,
): Promise<FileProblem[]> {
  const problems: FileProblem[] = [];
  for (const [location, tensors] of groupByLocation(signature.externalData)) {
    const problem = leavesFolder(location)
      ? escapes(location, tensors)
      : checkFile(location, tensors, await stat(location));
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
}

function groupByLocation(tensors: readonly ExternalTensor[]): Map<string, ExternalTensor[]> {
  const groups = new Map<string, ExternalTensor[]>();
  for (const tensor of tensors) {
    const group = groups.get(tensor.location);
    if (group === undefined) groups.set(tensor.location, [tensor]);
    else group.push(tensor);
  }
  return groups;
}

/** Also true for Windows drives and shares: a model must not mean different files on different systems. */
function leavesFolder(location: string): boolean {
  const parts = location.split(/[\\/]/);
  return location === '' || parts[0] === '' || /^[A-Za-z]:/.test(location) || parts.includes('..');
}

function checkFile(
  location: string,
  tensors: readonly ExternalTensor[],
  size: number | undefined,
): FileProblem | undefined {
  const first = tensors[0]?.tensor ?? '';
  if (size === undefined) {
    return {
      code: 'external-missing',
      message: `The weights file "${location}" is missing (${tensors.length} tensors, first "${first}").`,
      hint: 'Put it into the same folder as the model.',
    };
  }
  const beyond = tensors.find((tensor) => tensor.offset + tensor.length > size);
  if (beyond === undefined) return undefined;
  return {
    code: 'external-short',
    message:
      `The weights file "${location}" has ${size} bytes, but tensor "${beyond.tensor}" needs ` +
      `${beyond.length} bytes from ${beyond.offset} on.`,
    hint: 'Copy or download that file again.',
  };
}

function escapes(location: string, tensors: readonly ExternalTensor[]): FileProblem {
  return {
    code: 'external-escapes',
    message: `The weights of "${tensors[0]?.tensor ?? ''}" point outside the model's folder: "${location}".`,
    hint: 'Save the model again with its external data beside it.',
  };
}
