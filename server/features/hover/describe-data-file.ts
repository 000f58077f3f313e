import { printType, type TableSchema } from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/** Columns that are shown; the rest is counted. */
const SHOWN = 40;

/** Rows and columns of a data file or folder that a text names; undefined when the text names none. */
export function describeDataFile(path: string, { project }: ModelFile): string | undefined {
  const fact = project.facts.schema(path);
  if (!fact) return undefined;
  if ('problem' in fact) return `**${path}**\n\n${fact.problem.message}`;
  const columns = fact.columns.slice(0, SHOWN).map(({ name, type }) => `${name} : ${printType(type)}`);
  const more = fact.columns.length - columns.length;
  if (more > 0) columns.push(`// and ${more} more`);
  return `**${path}** ${factsOf(fact)}\n\n\`\`\`tenon\n${columns.join('\n')}\n\`\`\``;
}

function factsOf({ format, rows, sampled, compression, folder }: TableSchema): string {
  const parts = [
    format,
    ...(rows === undefined ? [] : [`${rows} rows`]),
    ...(compression === undefined ? [] : [compression]),
    ...(sampled === undefined ? [] : [`types guessed from ${sampled} rows`]),
    ...(folder ? [`${folder.files} files, these are the columns of ${folder.first}`] : []),
  ];
  return parts.join(', ');
}
