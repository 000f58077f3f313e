import { expect, it } from 'vitest';
import { isDeclaration, isEntry } from '../generated/ast.ts';
import { parseFile } from '../parser/index.ts';
import { Project } from '../project/project.ts';
import { source } from '../vocabulary/areas/data.ts';
import { contradict, contradiction, limitsOf } from './limits.ts';
import { bodyOf } from './edits.ts';
import { clauseOf } from './written.ts';

/** Limits of a condition, read by a project of its own. */
function limits(condition: string, holds = true) {
  const text = `source s {\n  schema { x : float64 where ${condition} }\n}\n`;
  const project = new Project();
  project.setFile('main.tenon', text);
  const resolved = project.model();
  if ('problem' in resolved) throw new Error(resolved.problem.message);
  const block = resolved.model.block(source, { qualifiedName: 's' })!;
  const [declaration] = parseFile(text).file.statements;
  const schema = isDeclaration(declaration) ? bodyOf(declaration)!.statements[0] : undefined;
  const [row] = schema ? bodyOf(schema)!.statements : [];
  const where = row && isEntry(row) ? clauseOf(row, 'where') : undefined;
  return limitsOf(where!, block.top.reader.silently(), holds);
}

const contradicts = (condition: string): boolean => contradiction(limits(condition)) !== undefined;

it('finds limits that leave no value', () => {
  expect(contradicts('value > 5 and value < 3')).toBe(true);
  expect(contradicts('value > 5 and value < 5')).toBe(true);
  expect(contradicts('value >= 5 and value <= 5')).toBe(false);
  expect(contradicts('value in 10..1')).toBe(true);
  expect(contradicts('value == 3 and value > 7')).toBe(true);
  expect(contradicts('value == "a" and value in ["b", "c"]')).toBe(true);
  expect(contradicts('not (value <= 5) and value < 3')).toBe(true);
  expect(contradicts('5 < value and value < 3')).toBe(true);
});

it('says nothing of what may be', () => {
  expect(contradicts('value > 5 or value < 3')).toBe(false);
  expect(contradicts('value != 5 and value == 5')).toBe(false);
  expect(contradicts('not (value > 5 and value < 3)')).toBe(false);
});

it('turns limits round where a condition does not hold', () => {
  const [left] = limits('value > 5', false);
  const [wanted] = limits('value > 7');
  expect(contradict(left!, wanted!)).toBe(true);
  expect(limits('value > 5 or value < 1', false)).toHaveLength(2);
});
