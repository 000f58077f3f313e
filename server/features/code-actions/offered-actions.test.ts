import { describe, expect, it } from 'vitest';
import type { ProjectFacts } from '../../../language/index.ts';
import { hostOf, modelFile } from '../../testing/model-files.ts';
import { applyTextEdits } from '../../text/apply-text-edits.ts';
import { lspDiagnostic } from '../../text/lsp-diagnostic.ts';
import { RulePages } from '../../text/rule-pages.ts';
import { DiagnosticReports } from '../../workspace/diagnostic-reports.ts';
import { findingsOf } from './fix-all-edits.ts';
import { offeredActions, sourceActions, type OfferedAction } from './offered-actions.ts';

/** What is offered for all findings of a file, as the editor sends them back. */
function offered(text: string, others: Record<string, string> = {}, facts?: ProjectFacts): OfferedAction[] {
  const model = modelFile(hostOf({ 'a.tenon': text, ...others }, facts), 'a.tenon');
  const shown = findingsOf(model.project, 'a.tenon').map((finding) =>
    lspDiagnostic(finding, { uriOf: (path) => path, pageOf: () => undefined }),
  );
  const pages = new RulePages({ hasCommand: false });
  return offeredActions(shown, model, { reports: new DiagnosticReports(() => undefined), pages });
}

/** The text after the action with a title. */
function after(text: string, title: string, others: Record<string, string> = {}): string {
  const all = offered(text, others);
  const action = all.find((each) => each.title === title);
  if (!action?.edits) throw new Error(`there is no ${title} in ${all.map((each) => each.title).join('; ')}`);
  return applyTextEdits(text, action.edits);
}

const SOURCE = 'source rows { schema { id : string key, at : timestamp }, event_time: at }\n';

describe('what is wrong with a word or a name', () => {
  it('is changed to what was most likely meant', () => {
    const text = `package a\n${SOURCE}entity e { kee: id }\n`;
    expect(after(text, 'Change to key')).toContain('{ key: id }');
    expect(offered(text).find(({ title }) => title === 'Change to key')?.preferred).toBe(true);
  });

  it('is imported from where it is declared', () => {
    const other = { 'b.tenon': 'package shop.b\n\nentity card { key: id }\n' };
    const text = `package a\n\n${SOURCE}features f of card from rows { n = count() over 7d }\n`;
    expect(after(text, 'Import card from shop.b', other)).toBe(
      text.replace('package a\n', 'package a\n\nimport shop.b.{ card }\n'),
    );
  });

  it('is declared with what it has to have, below what uses it', () => {
    const text = `package a\r\n${SOURCE.trim()}\r\nfeatures f of card from rows { n = count() over 7d }\r\n`;
    expect(after(text, 'Create entity card')).toContain('7d }\r\n\r\nentity card {\r\n  key: ');
  });

  it('gets the unit that it lacks, the right order, or a colon', () => {
    const service = (body: string): string => `package a\nservice s { ${body} }\n`;
    expect(offered(service('scale { replicas: 4..1 }')).map(({ title }) => title)).toContain(
      'Change to 1..4',
    );
    const ttl = `package a\n${SOURCE}entity e { key: id }\nfeatures f of e from rows { ttl: 30, n = count() over 7d }\n`;
    expect(after(ttl, 'Change to 30d')).toContain('ttl: 30d');
  });
});

describe('what is missing', () => {
  it('is added with a value of the right form, into a body of one line, of several, and into none', () => {
    const one = 'package a\nentity e { description: "x" }\n';
    expect(after(one, 'Add key: name')).toBe('package a\nentity e { key: name, description: "x" }\n');
    expect(after('package a\nentity e\n', 'Add key: name')).toBe('package a\nentity e {\n  key: name\n}\n');
    expect(after('package a\r\nentity e {\r\n}\r\n', 'Add key: name')).toBe(
      'package a\r\nentity e {\r\n  key: name\r\n}\r\n',
    );
  });

  it('is added as one block, with places to fill in', () => {
    const text = `package a\n${SOURCE}entity e { key: id }\nfeatures f { n = count() over 7d }\n`;
    const all = offered(text).filter(({ title }) => title === 'Add all that is required');
    expect(all[0]).toMatchObject({ preferred: true, edits: [{ newText: ' of e from rows', snippet: ' of ${1:e} from ${2:rows}' }] }); // prettier-ignore
    expect(after(text, 'Add all that is required')).toContain('features f of e from rows {');
    // One that is alone needs no block.
    expect(offered('package a\nentity e {}\n').map(({ title }) => title)).not.toContain(
      'Add all that is required',
    );
  });
});

describe('an import that nothing uses', () => {
  const other = { 'b.tenon': 'package b\nentity x { key: id }\nentity y { key: id }\n' };
  const use = `${SOURCE}features f of y from rows { n = count() over 7d }\n`;
  it.each([
    ['import b.{ x, y }', 'import b.{ y }'],
    ['import b.{ y, x }', 'import b.{ y }'],
  ])('is removed with its comma: %s', (before, then) => {
    const text = `package a\n\n${before}\n\n${use}`;
    expect(after(text, 'Remove the import of x', other)).toBe(text.replace(before, then));
  });

  it('is removed with its line when it is alone', () => {
    const text = 'package a\n\nimport b.{ x }\nentity z { key: id }\n';
    expect(after(text, 'Remove the import of x', other)).toBe('package a\n\nentity z { key: id }\n');
  });
});

describe('actions of the whole file', () => {
  const titles = (text: string): string[] =>
    sourceActions(modelFile(hostOf({ 'a.tenon': text }), 'a.tenon')).map(({ title }) => title);

  it('are offered when they would change something', () => {
    expect(titles(`package a\n${SOURCE}`)).toEqual([]);
    expect(titles('package a\n\nimport c.{ b }\nimport b.{ c }\n')).toEqual(['Organize imports']);
  });

  it('never throw on half-typed text', () => {
    const text = `package a\n\nimport b.{ x }\n${SOURCE}features f of y from rows { n = count() over 7d }\n`;
    for (let end = 0; end <= text.length; end += 7) {
      expect(() => [titles(text.slice(0, end)), offered(text.slice(0, end))]).not.toThrow();
    }
  });
});
