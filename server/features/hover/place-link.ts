import type { Origin } from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/** A text that leads to a place of the model; the plain text where the place is in no file of the project. */
export const placeLink = (
  text: string,
  { file, range }: Pick<Origin, 'file' | 'range'>,
  { host, project }: ModelFile,
): string => (project.files.has(file) ? `[${text}](${host.uriOf(file)}#L${range.start.line + 1})` : text);
