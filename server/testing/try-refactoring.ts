import type { ProjectFacts, Symbol } from '../../language/index.ts';
import type { FileOccurrences } from '../names/find-occurrences.ts';
import { occurrencesIn } from '../names/occurrences.ts';
import { environmentsOf, modelDescription } from '../refactorings/model-description.ts';
import type { Change, Offer, Refactoring, Selected } from '../refactorings/refactoring.ts';
import { changedProject, namings, tried } from '../refactorings/trial.ts';
import type { ProjectHost } from '../workspace/project-host.ts';
import { hostOf, modelFile } from './model-files.ts';

/** A project in memory with a selection: `‸` in one of its files for a cursor, `«…»` for a piece of text. */
export function selectedIn(files: Readonly<Record<string, string>>, facts?: ProjectFacts): Selected {
  const marked = Object.entries(files).find(([, text]) => /[‸«]/u.test(text));
  if (!marked) throw new Error('nothing is selected');
  const [path, text] = marked;
  const start = text.search(/[‸«]/u);
  const end = text.includes('»') ? text.indexOf('»') - 1 : start;
  const host = hostOf({ ...files, [path]: text.replaceAll(/[‸«»]/gu, '') }, facts);
  return { model: modelFile(host, path), start, end };
}

export const offersIn = (
  refactoring: Refactoring,
  files: Readonly<Record<string, string>>,
  facts?: ProjectFacts,
): readonly Offer[] => refactoring.offers(selectedIn(files, facts));

/** Finds places as the server does, all at once. */
export const findIn =
  (host: ProjectHost) =>
  async (symbols: readonly Symbol[]): Promise<FileOccurrences[]> =>
    host.words
      .filesWith(
        symbols.map(({ name }) => name),
        host.project,
      )
      .map((path) => modelFile(host, path))
      .map((model) => ({ model, occurrences: occurrencesIn(model, symbols) }))
      .filter(({ occurrences }) => occurrences.length > 0);

/** Makes a change and proves that the model is the same; gives the project's texts afterwards. */
export async function refactored(
  refactoring: Refactoring,
  files: Readonly<Record<string, string>>,
  choice: string,
  facts?: ProjectFacts,
): Promise<Record<string, string>> {
  const selected = selectedIn(files, facts);
  const offers = refactoring.offers(selected);
  if (!offers.some((offer) => 'choice' in offer && offer.choice === choice)) {
    throw new Error(`${choice} is not offered: ${JSON.stringify(offers)}`);
  }
  const change = await refactoring.change(selected, choice, { find: findIn(selected.model.host) });
  if ('problem' in change) throw new Error(change.problem);
  const trial = tried(selected.model.host, change);
  if ('problem' in trial) throw new Error(trial.problem);
  expectSameModel(selected, change);
  return Object.fromEntries([...trial.after.files].map(([path, { text }]) => [path, text]));
}

/** The whole project says the same in every environment, beside what the change says that it adds or takes away. */
export function expectSameModel({ model: { project } }: Selected, change: Change): void {
  const after = changedProject(project, change);
  const { moved = new Map<string, string>(), appearing = [], vanishing = [] } = change;
  const [before, then] = namings(change);
  const all = (of: typeof project, without: readonly string[]): Symbol[] =>
    [...of.files.values()]
      .flatMap(({ symbols }) => symbols.declared)
      .filter(({ qualifiedName }) => !without.includes(qualifiedName));
  for (const environment of environmentsOf(project)) {
    const was = modelDescription(project, all(project, vanishing), environment, before);
    const there = environment && (moved.get(environment) ?? environment);
    const is = modelDescription(after, all(after, appearing), there, then);
    const sorted = (map: Map<string, string>): string => [...map].map((pair) => pair.join(' ')).sort().join('\n'); // prettier-ignore
    if (sorted(was) !== sorted(is)) throw new Error(`another model:\n${sorted(was)}\n---\n${sorted(is)}`);
  }
}

/** Why a change can't be made. */
export async function refusal(
  refactoring: Refactoring,
  files: Readonly<Record<string, string>>,
  choice: string,
  facts?: ProjectFacts,
): Promise<string> {
  const selected = selectedIn(files, facts);
  const offer = refactoring.offers(selected).find((each) => !('choice' in each) || each.choice === choice);
  if (offer && 'refusal' in offer) return offer.refusal;
  const change = await refactoring.change(selected, choice, { find: findIn(selected.model.host) });
  const trial = 'problem' in change ? change : tried(selected.model.host, change);
  if ('problem' in trial) return trial.problem;
  throw new Error('it can be done');
}
