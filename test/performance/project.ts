/**
 * Check and lowering of a synthetic project of 1,000 files, each phase side by side with parsing alone, with all
 * rules and with none, and an edit of one file beside a first check of all. Prints times and ratios; nothing is
 * asserted.
 */
import { createHash } from 'node:crypto';
import { parseFile, Project, RULES } from '../../language/index.ts';
import { generate } from '../../targets/kit/index.ts';
import { TARGETS } from '../../targets/registry.ts';
import { syntheticProject } from './synthetic-project.ts';

const FILES = Number(process.argv[2] ?? 1000);
const files = syntheticProject(FILES);
const lines = [...files.values()].reduce((sum, text) => sum + text.split('\n').length, 0);

const timed = <T>(work: () => T): [number, T] => {
  const began = performance.now();
  const result = work();
  return [performance.now() - began, result];
};

// Once without measuring, so that the just-in-time compiler has seen the code.
for (const text of [...files.values()].slice(0, 50)) parseFile(text);

const [parsing] = timed(() => [...files.values()].forEach((text) => parseFile(text)));
const project = new Project();
const [loading] = timed(() => files.forEach((text, path) => project.setFile(path, text)));
const [checking, found] = timed(() => project.check());
const withoutRules = new Project({ rules: [] });
files.forEach((text, path) => withoutRules.setFile(path, text));
const [checkingWords] = timed(() => withoutRules.check());
const [resolving, resolution] = timed(() => project.resolve());
if ('problem' in resolution) throw new Error(resolution.problem.message);
const deployment = resolution.system.elements.find((element) => element.kind === 'deployment')!;
const [generating, generated] = timed(() =>
  generate({
    system: resolution.system,
    targets: TARGETS,
    deployments: [{ deployment }],
    facts: { exists: () => false, signature: () => undefined, measured: () => undefined },
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  }),
);
const outputs = generated.targets.reduce((sum, run) => sum + run.files.length, 0);
const edited = [...files.keys()][Math.floor(FILES / 2)]!;
const elementsBefore = project.work.elementsChecked;
const edits = Array.from({ length: 20 }, (_, index) => {
  const text = `${files.get(edited)!}\n// ${index}\n`;
  return timed(() => {
    project.setFile(edited, text);
    project.check();
  })[0];
}).sort((a, b) => a - b);

const row = (title: string, milliseconds: number): void =>
  console.log(
    `${title.padEnd(34)} ${milliseconds.toFixed(1).padStart(9)} ms   ${(milliseconds / parsing).toFixed(3)} × parsing`,
  );
console.log(`${FILES} files, ${lines} lines, ${found.length} findings`);
row('parse all', parsing);
row('load all (parse and symbols)', loading);
row('check all', checking);
row('check all without rules', checkingWords);
row(`the ${RULES.length} rules`, checking - checkingWords);
row('resolve all', resolving);
row(`generate ${outputs} files for Kubeflow`, generating);
row('edit one file and check all (median)', edits[10]!);
const { filesChecked, elementsChecked } = project.work;
console.log(
  `an edit checks ${(filesChecked - FILES) / edits.length} files and ${(elementsChecked - elementsBefore) / edits.length} elements again`,
);
