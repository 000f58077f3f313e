import { diffArrays } from 'diff';

/**
 * Line of the generated text that a line of the hand-edited text came from, both counted from 1, so that
 * the trace answers for edited files too. Undefined for a line that a person wrote.
 */
export function generatedLine(generated: string, edited: string, line: number): number | undefined {
  let oldLine = 1;
  let newLine = 1;
  for (const part of diffArrays(generated.split('\n'), edited.split('\n'))) {
    const count = part.value.length;
    if (part.removed) oldLine += count;
    else if (line < newLine + count) return part.added ? undefined : oldLine + line - newLine;
    else {
      newLine += count;
      if (!part.added) oldLine += count;
    }
  }
  return undefined;
}
