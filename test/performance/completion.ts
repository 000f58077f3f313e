/**
 * Completion after a typed letter in a synthetic project, at 1,000 and 5,000 files or as many as are named: the text
 * is set as after a key, then the list is asked for. Prints milliseconds and sizes; nothing is asserted.
 */
import { completionsAt } from '../../server/features/completion/completions.ts';
import { hostOf, modelFile } from '../../server/testing/model-files.ts';
import { syntheticProject } from './synthetic-project.ts';

const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 5_000];
const ROUNDS = 40;
const WARM_UP = 10;

/** What is replaced in the middle file of the project by what is typed, letter by letter. */
const places = (middle: number): readonly (readonly [title: string, replaced: string, typed: string])[] => [
  ['a name of any package', `from view_${middle}\n`, 'from view_1'],
  ['a name that is imported', ' of card from', ' of car'],
  ['a column', 'avg(amount)', 'avg(amo'],
  ['a source to read', `read rows_${middle}`, 'read row'],
  ['a view to join', `with view_${middle}`, 'with vie'],
  ['a property', 'stores: [offline', 'stor'],
  ['a step', '= validate', '= val'],
  ['a package', `import big.part_${middle - 1}.`, 'import big.pa'],
  ['a declaration', 'sink joined_', 'sin'],
];

for (const files of SIZES) {
  const host = hostOf(Object.fromEntries(syntheticProject(files)));
  host.project.check();
  const middle = Math.floor(files / 2);
  const path = `models/part_${middle}.tenon`;
  const { text } = host.project.files.get(path)!;
  const all: number[] = [];
  console.log(`${files} files`);
  for (const [title, replaced, typed] of places(middle)) {
    const at = text.indexOf(replaced);
    const times: number[] = [];
    let last = '';
    for (let round = 0; round < ROUNDS; round++) {
      for (let letters = typed.length - 2; letters <= typed.length; letters++) {
        host.project.setFile(
          path,
          text.slice(0, at) + typed.slice(0, letters) + text.slice(at + replaced.length),
        );
        const model = modelFile(host, path);
        const start = performance.now();
        const found = await completionsAt(model, at + letters, { most: 150, foundBelow: () => new Set() });
        if (round >= WARM_UP) times.push(performance.now() - start);
        last = `${found?.shown.length ?? 0} rows${found?.isIncomplete ? ' of more' : ''}`;
      }
    }
    all.push(...times);
    print(title, times, last);
  }
  print('all', all, '');
}

function print(title: string, times: number[], more: string): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(2).padStart(7);
  console.log(`  ${title.padEnd(26)} p50 ${at(0.5)} ms   p95 ${at(0.95)} ms   ${more}`);
}
