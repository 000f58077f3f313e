import { expect, it } from 'vitest';
import { orderSteps } from './order-steps.ts';

const step = (id: string, ...dependsOn: string[]): { id: string; dependsOn: string[] } => ({ id, dependsOn });
const ids = (steps: readonly { id: string }[]): string => steps.map(({ id }) => id).join(' ');

it('puts a step after everything that it depends on, and moves nothing else', () => {
  expect(ids(orderSteps([step('a'), step('b', 'd'), step('c'), step('d', 'e'), step('e')]))).toBe(
    'a e d b c',
  );
  expect(ids(orderSteps([step('x'), step('y'), step('z')]))).toBe('x y z');
});

it('throws for what only a wrong launcher can ask for', () => {
  expect(() => orderSteps([step('a', 'b'), step('b', 'c'), step('c', 'a')])).toThrow('a → b → c → a');
  expect(() => orderSteps([step('a', 'gone')])).toThrow('gone');
  expect(() => orderSteps([step('a'), step('a')])).toThrow('same id');
});
