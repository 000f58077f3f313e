import { join } from 'node:path';
import { URI } from 'vscode-uri';
import type {
  GenerationPreview,
  GenerationProblem,
  GenerationRequest,
  PreviewedFile,
  TargetFinding,
} from '../../../protocol/index.ts';
import type { Change, DiskEntry } from '../../../targets/kit/ownership.ts';
import { chooseDeployments } from '../../../targets/project/choose-deployments.ts';
import { planOutput } from '../../../targets/project/plan-output.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import { readEntry, readLastOutput } from './output-folder.ts';
import type { WantedFiles, WantedFilesCache } from './wanted-files.ts';

type Preview = GenerationPreview | { readonly problem: GenerationProblem };

/** What generating would do to the output folder, with the texts that a diff and a merge need. */
export async function preview(
  host: ProjectHost,
  request: GenerationRequest,
  wanted: WantedFilesCache,
  signal: AbortSignal,
): Promise<Preview> {
  const { project } = host;
  const { environment, targets } = request;
  const chosen = chooseDeployments(project, {
    ...(environment === undefined ? {} : { environment }),
    ...(targets ? { targets } : {}),
  });
  if ('problem' in chosen) return chosen;
  const files = await wanted.of(host, chosen.groups, signal);
  if ('missing' in files) {
    const message = `${files.missing} is not there, so it can't be placed beside the generated files.`;
    return { problem: { reason: 'output', message } };
  }
  const root = join(host.root!, project.settings.output);
  const plan = await planFor(root, files, environment !== undefined || targets !== undefined, signal);
  if ('problem' in plan) return plan;
  return {
    files: plan.changes.flatMap((change) => previewedFile(change, root, plan.baseOf)),
    unchanged: plan.changes.filter(({ change }) => change === 'unchanged').length,
    findings: files.diagnostics.map(({ file, range, severity, code, message, help }): TargetFinding => ({
      uri: host.uriOf(file),
      range,
      severity,
      code,
      message,
      ...(help === undefined ? {} : { help }),
    })),
  };
}

interface Plan {
  readonly changes: readonly Change[];
  /** What was generated last at a path. */
  readonly baseOf: (path: string) => string | undefined;
}

async function planFor(
  root: string,
  { runs, generated }: WantedFiles,
  isSelection: boolean,
  signal: AbortSignal,
): Promise<Plan | { readonly problem: GenerationProblem }> {
  const last = await readLastOutput(root);
  if ('problem' in last) {
    const message = `What was generated last can't be read: ${last.problem}.`;
    return {
      problem: { reason: 'output', message, help: 'Restore the output folder from version control.' },
    };
  }
  const copies = new Set(generated.filter(({ content }) => 'copyOf' in content).map(({ path }) => path));
  const disk = new Map<string, DiskEntry>();
  const bases = new Map<string, string>();
  for (const path of new Set([...generated.map((file) => file.path), ...last.manifest.files.keys()])) {
    signal.throwIfAborted();
    const entry = await readEntry(root, path, copies.has(path));
    if (!entry) continue;
    disk.set(path, entry);
    const owned = last.manifest.files.get(path);
    const base = owned && isEdited(entry, owned.sha256) ? await last.base(owned.sha256) : undefined;
    if (base !== undefined) bases.set(owned!.sha256, base);
  }
  const known = { manifest: last.manifest, disk, base: (sha256: string) => bases.get(sha256) };
  const changes = planOutput(runs, generated, known, isSelection);
  return { changes, baseOf: (path) => bases.get(last.manifest.files.get(path)?.sha256 ?? '') };
}

const isEdited = (entry: DiskEntry, generated: string): boolean =>
  entry.kind === 'file' && entry.sha256 !== generated && entry.lfSha256 !== generated;

function previewedFile(change: Change, root: string, baseOf: Plan['baseOf']): PreviewedFile[] {
  const { path, target } = change;
  if (change.change === 'unchanged' || change.change === 'gone') return [];
  const base = { path, target, uri: URI.file(join(root, path)).toString(), sha256: null };
  if (!('content' in change)) {
    return change.change === 'blocked'
      ? [{ ...base, change: 'blocked', obstacle: change.what }]
      : [{ ...base, change: change.change }];
  }
  const { content } = change;
  const file = {
    ...base,
    sha256: content.sha256,
    ...('text' in content ? { text: content.text } : {}),
  };
  if (change.change !== 'conflict') return [{ ...file, change: change.change }];
  const known = change.merged === undefined ? undefined : baseOf(path);
  return [
    {
      ...file,
      change: 'conflict',
      conflict: {
        why: change.why,
        ...(known === undefined
          ? {}
          : { base: known, merged: change.merged!.text, overlaps: change.merged!.conflicts }),
      },
    },
  ];
}
