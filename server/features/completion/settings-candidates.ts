import { ALWAYS_EXCLUDED, type JsonSchema } from '../../../language/index.ts';
import { jsonPlace, type JsonPlace } from '../../project-file/json-place.ts';
import { formsOf, settingsAt } from '../../project-file/setting-at.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import { rankedList, type RankedList } from './ranked-list.ts';
import { SnippetStops } from './snippet.ts';

export interface SettingsCompletions extends RankedList {
  readonly start: number;
  readonly end: number;
  /** Where a comma is missing before what is chosen. */
  readonly commaAfter?: number;
}

/** What a project file may refer to. */
export type SettingsWorld = Pick<ProjectHost, 'list'> & { readonly environments: readonly string[] };

/**
 * What can be written at an offset of `tenon.json`: keys that are not there, and values that fit; or only names of
 * the project, for an editor that offers the rest by the schema.
 */
export async function settingsCompletions(
  text: string,
  offset: number,
  world: SettingsWorld,
  most: number,
  only?: 'names',
): Promise<SettingsCompletions | undefined> {
  const place = jsonPlace(text, offset);
  if (!place) return undefined;
  const isWhole = only === undefined;
  const candidates =
    place.role === 'key' ? (isWhole ? [...keys(place)] : []) : await values(place, world, isWhole);
  // Quotes are a part of what is replaced, and of what it is compared with.
  const quoted = candidates.map((each) => ({ ...each, filter: `"${each.filter ?? each.label}"` }));
  const { start, end, commaAfter } = place;
  const comma = commaAfter === undefined ? {} : { commaAfter };
  return { ...rankedList(quoted, `"${place.typed}`, most), start, end, ...comma };
}

function* keys(place: JsonPlace): Iterable<Candidate> {
  const there = new Set(place.others);
  for (const { properties = {}, required = [] } of settingsAt(place.path)) {
    for (const [order, [label, { description }]] of Object.entries(properties).entries()) {
      if (there.has(label)) continue;
      const stops = new SnippetStops();
      const value = valueText(settingsAt([...place.path, label])[0] ?? {}, stops);
      const insert = place.hasColon ? JSON.stringify(label) : `${JSON.stringify(label)}: ${value}${place.isFollowed ? ',' : ''}`; // prettier-ignore
      yield {
        label,
        kind: CandidateKind.Property,
        ...(description === undefined ? {} : { doc: description, detail: description }),
        insert,
        isSnippet: !place.hasColon,
        rank: required.includes(label) ? 0 : 1,
        order,
      };
    }
  }
}

/** A value with its default, or what it can be, to be written over. */
function valueText(schema: JsonSchema, stops: SnippetStops): string {
  const { type, const: only, enum: words, default: byDefault } = schema;
  if (only !== undefined) return JSON.stringify(only);
  if (words) return `"${stops.choice(words)}"`;
  if (type === 'boolean') return stops.choice(byDefault === false ? ['false', 'true'] : ['true', 'false']);
  if (type === 'array') return schema.items?.type === 'object' ? `[${objectText(schema.items, stops)}]` : `["${stops.hole(firstOf(byDefault))}"]`; // prettier-ignore
  if (type === 'object') return objectText(schema, stops);
  return `"${stops.hole(typeof byDefault === 'string' ? byDefault : '')}"`;
}

/** What an object must have; else an object to be filled. */
function objectText({ properties = {}, required = [] }: JsonSchema, stops: SnippetStops): string {
  if (required.length === 0) return `{ ${stops.hole()} }`;
  const parts = required.map(
    (name) => `${JSON.stringify(name)}: ${valueText(formsOf(properties[name])[0] ?? {}, stops)}`,
  );
  return `{ ${parts.join(', ')} }`;
}

const firstOf = (list: unknown): string =>
  Array.isArray(list) && typeof list[0] === 'string' ? list[0] : '';

async function values(place: JsonPlace, world: SettingsWorld, isWhole: boolean): Promise<Candidate[]> {
  const there = new Set(typeof place.path.at(-1) === 'number' ? place.others : []);
  const comma = place.isFollowed ? ',' : '';
  const words = isWhole ? settingsAt(place.path).flatMap(wordsOf) : [];
  const known = [...words, ...(await named(place, world))];
  return known
    .filter(({ label }) => !there.has(label))
    .map((each) => ({ ...each, insert: `${each.insert ?? JSON.stringify(each.label)}${comma}` }));
}

function wordsOf({
  enum: words = [],
  enumDescriptions,
  const: only,
  type,
  default: byDefault,
}: JsonSchema): Candidate[] {
  const kind = CandidateKind.EnumMember;
  if (only !== undefined)
    return [{ label: JSON.stringify(only), kind, insert: JSON.stringify(only), rank: 0 }];
  if (type === 'boolean') return ['true', 'false'].map((label) => ({ label, kind, insert: label, rank: 0 }));
  const listed = words.map((label, order): Candidate => {
    const detail = enumDescriptions?.[order];
    return { label, kind, ...(detail === undefined ? {} : { detail }), rank: 0, order };
  });
  if (listed.length > 0 || typeof byDefault !== 'string') return listed;
  return [{ label: byDefault, kind: CandidateKind.Value, detail: 'default', rank: 1 }];
}

/** Names of the project: its environments, folders and files. */
async function named({ path, typed }: JsonPlace, world: SettingsWorld): Promise<Candidate[]> {
  const key = path.filter((part) => typeof part === 'string').at(-1);
  switch (key) {
    case 'environment':
      return world.environments.map((label) => ({ label, kind: CandidateKind.Reference, rank: 0 }));
    case 'sources':
    case 'output':
      return paths(typed, world, () => false);
    case 'exclude':
    case 'files':
      return paths(typed, world, (name) => name.endsWith('.tenon'));
    case 'prices':
    case 'extends':
      return paths(typed, world, (name) => name.endsWith('.json') && name !== 'tenon.json');
    default:
      return [];
  }
}

async function paths(
  typed: string,
  world: SettingsWorld,
  isWanted: (file: string) => boolean,
): Promise<Candidate[]> {
  const above = typed.slice(0, typed.lastIndexOf('/') + 1);
  const entries = await world.list(above.replace(/\/$/u, '') || '.');
  return entries.flatMap(({ name, kind }): Candidate[] => {
    if (name.startsWith('.') || ALWAYS_EXCLUDED.includes(name)) return [];
    if (kind === 'folder') return [{ label: `${above}${name}`, kind: CandidateKind.Folder, rank: 2 }];
    return isWanted(name) ? [{ label: `${above}${name}`, kind: CandidateKind.File, rank: 1 }] : [];
  });
}
