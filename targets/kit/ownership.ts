import { compareText } from '../../language/model/origin.ts';
import { hasConflictMarkers, mergeTexts, type Merged } from './merge.ts';
import type { OwnershipManifest } from './ownership-manifest.ts';

/** A file that the model wants at `path`, relative to the output root. */
export interface GeneratedFile {
  readonly path: string;
  readonly target: string;
  readonly content: Content;
}
/** Text, or a file of the project that is placed there; hashes are SHA-256 in hex. */
export type Content =
  { readonly text: string; readonly sha256: string } | { readonly copyOf: string; readonly sha256: string };

/** What stands at a path now. */
export type DiskEntry =
  | {
      readonly kind: 'file';
      /** Of the bytes as they are. */
      readonly sha256: string;
      /** With LF line ends; absent for bytes that are no UTF-8 and for files that are only copied. */
      readonly text?: string;
      /** Of `text`, when version control or an editor has turned its line ends into CRLF. */
      readonly lfSha256?: string;
    }
  /** Something that Tenon neither replaces nor removes: `folder`, `symbolic link`, … */
  | { readonly kind: 'obstacle'; readonly what: string };

export interface PlanInput {
  readonly generated: readonly GeneratedFile[];
  readonly manifest: OwnershipManifest;
  /** Every generated and every owned path that exists. */
  readonly disk: ReadonlyMap<string, DiskEntry>;
  /** Text that was generated earlier, by hash. */
  readonly base: (sha256: string) => string | undefined;
  /** False for targets that failed or were not asked for: their files stay as they are. */
  readonly inScope: (target: string) => boolean;
}

export type Choice = 'merge' | 'keep' | 'replace';

/** What becomes of one path. */
export type Change = { readonly path: string; readonly target: string } & (
  | { readonly change: 'create' | 'unchanged'; readonly content: Content }
  | { readonly change: 'update'; readonly content: Content; readonly found: string }
  /** Edited by hand, and the model asks for nothing new there: it stays. */
  | { readonly change: 'edited'; readonly content: Content; readonly found: string }
  /** The model asks for something else than what a person put there: their choice. */
  | {
      readonly change: 'conflict';
      readonly why: 'edited' | 'foreign';
      readonly content: Content;
      readonly found: string;
      readonly choices: readonly Choice[];
      readonly merged?: Merged;
    }
  /** Written by Tenon, untouched and no longer generated. */
  | { readonly change: 'remove'; readonly found: string }
  /** No longer generated, but edited by hand: it stays and is mentioned. */
  | { readonly change: 'orphan' }
  /** No longer generated, and someone has removed it already. */
  | { readonly change: 'gone' }
  | { readonly change: 'blocked'; readonly what: string }
);

/**
 * Compares what the model wants with what Tenon wrote and what is there. The plan itself decides nothing
 * that could lose a person's work: that is a `conflict`, settled by `decide`.
 */
export function planChanges(input: PlanInput): readonly Change[] {
  const wanted = new Set(input.generated.map((file) => file.path));
  const abandoned = [...input.manifest.files].flatMap(([path, { target, sha256 }]): readonly Change[] => {
    if (wanted.has(path) || !input.inScope(target)) return [];
    const found = input.disk.get(path);
    if (!found) return [{ path, target, change: 'gone' }];
    if (found.kind === 'file' && isSame(found, sha256))
      return [{ path, target, change: 'remove', found: found.sha256 }];
    return [{ path, target, change: 'orphan' }];
  });
  const changes = [...input.generated.map((file) => planFile(file, input)), ...abandoned];
  return changes.sort((a, b) => compareText(a.path, b.path));
}

function planFile({ path, target, content }: GeneratedFile, input: PlanInput): Change {
  const found = input.disk.get(path);
  const owned = input.manifest.files.get(path);
  if (!found) return { path, target, change: 'create', content };
  if (found.kind === 'obstacle') return { path, target, change: 'blocked', what: found.what };
  const same = 'text' in content ? isSame(found, content.sha256) : found.sha256 === content.sha256;
  if (same) return { path, target, change: 'unchanged', content };
  if (!owned) {
    const choices = ['keep', 'replace'] as const;
    return { path, target, change: 'conflict', why: 'foreign', content, found: found.sha256, choices };
  }
  if (isSame(found, owned.sha256)) return { path, target, change: 'update', content, found: found.sha256 };
  if (owned.sha256 === content.sha256)
    return { path, target, change: 'edited', content, found: found.sha256 };
  const base = input.base(owned.sha256);
  const mergeable =
    base !== undefined && found.text !== undefined && 'text' in content && !hasConflictMarkers(found.text);
  return {
    path,
    target,
    change: 'conflict',
    why: 'edited',
    content,
    found: found.sha256,
    choices: mergeable ? ['merge', 'keep', 'replace'] : ['keep', 'replace'],
    ...(mergeable ? { merged: mergeTexts(base, found.text, content.text) } : {}),
  };
}

/** Changes because of which the folder is not what the model says. */
export const differing = (plan: readonly Change[]): readonly Change[] =>
  plan.filter(({ change }) => change !== 'unchanged' && change !== 'orphan' && change !== 'gone');

const isSame = (found: Extract<DiskEntry, { kind: 'file' }>, sha256: string): boolean =>
  found.sha256 === sha256 || found.lfSha256 === sha256;
