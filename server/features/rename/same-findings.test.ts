import { describe, expect, it } from 'vitest';
import type { Position } from 'vscode-languageserver';
import { Project, whereIs, type Diagnostic, type Symbol } from '../../../language/index.ts';
import { exampleTexts, galleryTexts, NOTHING_READ } from '../../testing/example-texts.ts';
import { hostOf } from '../../testing/model-files.ts';
import { renamedTexts, tryRename } from '../../testing/try-rename.ts';
import { nodesIn } from '../../text/nodes-in.ts';

const NEW_NAME = 'a_new_name';

/** What is found where: the code and the line, which no rename changes. */
const findings = (project: Project): string[] =>
  project.check(project.settings.environment).map(({ code, file, range }: Diagnostic) => `${code} ${file}:${range.start.line + 1}`); // prettier-ignore

/** Where names are declared: symbols, and the rows that steps and splits make. */
function namesIn(host: ReturnType<typeof hostOf>, path: string): { name: string; at: Position }[] {
  const { symbols, ast } = host.project.files.get(path)!;
  const all = (symbol: Symbol): Symbol[] => [symbol, ...symbol.all.flatMap(all)];
  const nodes = [...symbols.declared.flatMap(all).map(({ node }) => node), ...nodesIn(ast).filter(({ $type }) => $type === 'Entry')]; // prettier-ignore
  const places = new Map<string, { name: string; at: Position }>();
  for (const node of nodes) {
    const at = whereIs(node, 'name').start;
    const named = node as { name?: string; variable?: string };
    places.set(`${at.line}:${at.character}`, { name: named.name ?? named.variable ?? '', at });
  }
  return [...places.values()];
}

async function check(texts: Readonly<Record<string, string>>, path: string): Promise<string[]> {
  const host = hostOf(texts, NOTHING_READ);
  const before = findings(host.project);
  const wrong: string[] = [];
  for (const { name, at } of namesIn(host, path)) {
    const renamed = await tryRename(host, path, at, NEW_NAME);
    if (!renamed) continue;
    if ('problem' in renamed) {
      wrong.push(`${path}:${at.line + 1} ${name}: ${renamed.problem}`);
      continue;
    }
    const project = new Project();
    for (const [each, text] of Object.entries(renamedTexts(host, renamed))) project.setFile(each, text);
    project.facts = NOTHING_READ;
    const after = findings(project);
    if (after.join('\n') !== before.join('\n')) {
      const more = after.filter((each) => !before.includes(each));
      const fewer = before.filter((each) => !after.includes(each));
      wrong.push(`${path}:${at.line + 1} ${name}: more ${more.join()}, fewer ${fewer.join()}`);
    }
  }
  return wrong;
}

/** Names that can't be changed, because the language says what they mean. */
const isWordOfLanguage = (line: string): boolean => line.includes('is a word of the language');

describe('after a rename of any name the project has the same findings as before', () => {
  const flights = exampleTexts('flights');
  it.each(Object.keys(flights))('flights: %s', async (path) => {
    expect((await check(flights, path)).filter((line) => !isWordOfLanguage(line))).toEqual([]);
  });

  it.each(['credit-scoring.tenon', 'multi-tenant.tenon', 'speech-triton.tenon', 'stream-fraud.tenon'])(
    'gallery: %s',
    async (path) => {
      expect((await check(galleryTexts(path), path)).filter((line) => !isWordOfLanguage(line))).toEqual([]);
    },
  );
});
