import { ALWAYS_EXCLUDED, MODEL_EXTENSION } from '../../../language/index.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import { CandidateKind, type Candidate } from './candidate.ts';

/** Files and folders of one folder of the project; those with a wanted ending first. */
export async function pathCandidates(
  host: Pick<ProjectHost, 'list'>,
  written: string,
  wanted: readonly string[],
): Promise<Candidate[]> {
  if (/^[a-z][a-z0-9+.-]*:/iu.test(written)) return [];
  const folder = written.slice(0, written.lastIndexOf('/') + 1);
  const entries = await host.list(folder.replace(/^\.\//u, '').replace(/\/$/u, '') || '.');
  const candidates: Candidate[] = [];
  for (const { name, kind } of entries) {
    if (name.startsWith('.') || ALWAYS_EXCLUDED.includes(name) || /["\\$]/u.test(name)) continue;
    if (kind === 'folder') {
      candidates.push({ label: `${name}/`, kind: CandidateKind.Folder, goesOn: true, rank: 1 });
    } else if (!name.endsWith(MODEL_EXTENSION)) {
      const isWanted = wanted.some((ending) => name.toLowerCase().endsWith(ending));
      candidates.push({ label: name, kind: CandidateKind.File, rank: isWanted ? 0 : 2 });
    }
  }
  return candidates;
}

/** Endings of the files that a function or property takes. */
export const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  onnx: ['.onnx'],
  torch: ['.pt', '.pth', '.safetensors'],
  location: ['.parquet', '.csv', '.tsv', '.jsonl', '.ndjson'],
  entrypoint: ['.py'],
  boot: ['.sh'],
};
