import { compareText } from '../../language/model/origin.ts';
import type { Change, Choice, Content } from './ownership.ts';
import {
  BASE_FOLDER, basePath, MANIFEST_PATH, printManifest, STATE_FOLDER, TRACE_FOLDER, tracePath, type OwnedFile, type OwnershipManifest,
} from './ownership-manifest.ts'; // prettier-ignore
import { printTraceFile } from './trace-file.ts';
import type { Hash } from './trace-builder.ts';
import type { Trace } from './trace.ts';

/** Everything that one run changes in the output folder, Tenon's own files included: all of it or nothing. */
export interface ChangeSet {
  readonly writes: readonly Write[];
  readonly removes: readonly Remove[];
}

export interface Write {
  readonly path: string;
  readonly content: Content;
  /** Hash of the file that is replaced, null when there must be none; undefined for Tenon's own files. */
  readonly expected: string | null | undefined;
}
export interface Remove {
  readonly path: string;
  readonly expected: string | undefined;
}

export interface DecideInput {
  readonly plan: readonly Change[];
  readonly manifest: OwnershipManifest;
  /** Traces of the runs that succeeded, with their folders. */
  readonly traces: readonly { readonly folder: string; readonly trace: Trace }[];
  /** Tenon's own files as they are: manifest, traces and the like with their text, by path. */
  readonly state: ReadonlyMap<string, string>;
  /** Hashes of the texts in `.tenon/base`. */
  readonly bases: ReadonlySet<string>;
  readonly choose: (conflict: Extract<Change, { change: 'conflict' }>) => Choice | undefined;
  readonly hash: Hash;
}

export type Decision =
  | { readonly changes: ChangeSet }
  /** Nothing may be written until these are settled. */
  | { readonly unsettled: readonly Extract<Change, { change: 'conflict' | 'blocked' }>[] };

/** Turns a plan and the user's choices into what is written. A choice that a conflict does not offer is a bug. */
export function decide(input: DecideInput): Decision {
  const writes: Write[] = [];
  const removes: Remove[] = [];
  const unsettled: Extract<Change, { change: 'conflict' | 'blocked' }>[] = [];
  const owned = new Map<string, OwnedFile>(input.manifest.files);
  const texts = new Map<string, string>();
  const own = ({ path, target }: Change, content: Content): void => {
    owned.set(path, { target, sha256: content.sha256 });
    if ('text' in content) texts.set(content.sha256, content.text);
  };

  for (const change of input.plan) {
    const { path } = change;
    switch (change.change) {
      case 'create':
        own(change, change.content);
        writes.push({ path, content: change.content, expected: null });
        break;
      case 'update':
        own(change, change.content);
        writes.push({ path, content: change.content, expected: change.found });
        break;
      case 'unchanged':
      case 'edited':
        own(change, change.content);
        break;
      case 'remove':
        owned.delete(path);
        removes.push({ path, expected: change.found });
        break;
      case 'blocked':
        unsettled.push(change);
        break;
      case 'conflict': {
        const choice = input.choose(change);
        if (choice === undefined) unsettled.push(change);
        else if (!change.choices.includes(choice))
          throw new Error(`${path} can't be settled by "${choice}".`);
        else if (choice !== 'keep') {
          const merged = choice === 'merge' ? change.merged!.text : undefined;
          own(change, change.content);
          const content =
            merged === undefined ? change.content : { text: merged, sha256: input.hash(merged) };
          if (content.sha256 !== change.found) writes.push({ path, content, expected: change.found });
        }
        break;
      }
      case 'gone':
        owned.delete(path);
        break;
      case 'orphan':
        break;
    }
  }
  if (unsettled.length > 0) return { unsettled };
  const internal = stateChanges(input, { files: owned }, texts);
  const byPath = (a: { path: string }, b: { path: string }): number => compareText(a.path, b.path);
  return {
    changes: {
      writes: [...writes, ...internal.writes].sort(byPath),
      removes: [...removes, ...internal.removes].sort(byPath),
    },
  };
}

/** Version control should keep the state of the files and leave out what only a running process needs. */
const IGNORE_TEXT = '/run/\n';
const IGNORE_PATH = `${STATE_FOLDER}/.gitignore`;

function stateChanges(
  input: DecideInput,
  manifest: OwnershipManifest,
  texts: ReadonlyMap<string, string>,
): ChangeSet {
  const wanted = new Map<string, string>();
  const owned = [...manifest.files.values()];
  if (owned.length > 0 || input.state.size > 0) {
    wanted.set(MANIFEST_PATH, printManifest(manifest));
    wanted.set(IGNORE_PATH, IGNORE_TEXT);
  }
  for (const { folder, trace } of input.traces) wanted.set(tracePath(folder), printTraceFile(trace));
  const referenced = new Set(owned.map((file) => file.sha256));
  for (const [sha256, text] of texts) {
    if (referenced.has(sha256) && !input.bases.has(sha256)) wanted.set(basePath(sha256), text);
  }
  const writes = [...wanted]
    .filter(([path, text]) => input.state.get(path) !== text)
    .map(([path, text]): Write => ({
      path,
      content: { text, sha256: input.hash(text) },
      expected: undefined,
    }));
  // A trace lives as long as a file of its folder does.
  const folders = [...manifest.files.keys()];
  const idleTraces = [...input.state.keys()].filter((path) => {
    if (!path.startsWith(`${TRACE_FOLDER}/`) || wanted.has(path)) return false;
    const folder = path.slice(TRACE_FOLDER.length + 1, -'.json'.length);
    return !folders.some((file) => file.startsWith(`${folder}/`));
  });
  const idleBases = [...input.bases]
    .filter((sha256) => !referenced.has(sha256))
    .map((sha256) => `${BASE_FOLDER}/${sha256}`);
  return { writes, removes: [...idleTraces, ...idleBases].map((path) => ({ path, expected: undefined })) };
}
