import { expect, it } from 'vitest';
import type { JournalRecord } from '../journal/record.ts';
import { makeStep } from '../testing/steps.ts';
import { doneSteps } from './resume.ts';

const steps = [
  makeStep('init', 1),
  makeStep('plan', 2, { dependsOn: ['init'] }),
  makeStep('apply', 3, { dependsOn: ['plan'], usesUp: ['plan'] }),
  makeStep('run', 4, { dependsOn: ['apply'] }),
];
const now = new Map(steps.map(({ id }) => [id, 'same']));

/** `init+` began and succeeded, `apply!` failed, `apply~` was cancelled, `apply?` began and was never heard of again. */
function journal(text: string, inputs = 'same'): JournalRecord[] {
  const base = { version: 1, at: '', run: 'r', inputs } as const;
  const endings = { '+': 'step-finished', '!': 'step-failed', '~': 'step-cancelled' } as const;
  return text.split(' ').flatMap((word): JournalRecord[] => {
    const step = word.slice(0, -1);
    const ending = endings[word.at(-1) as keyof typeof endings];
    const started = { ...base, record: 'step-started', step, log: '' } as const;
    return ending === undefined ? [started] : [started, { ...base, record: ending, step, milliseconds: 1 }];
  });
}
const done = (records: JournalRecord[], inputs = now): string =>
  [...doneSteps(steps, records, inputs)].join(' ');

it('keeps what succeeded, in order, with the same inputs', () => {
  expect(done([])).toBe('');
  expect(done(journal('init+ plan+'))).toBe('init plan');
  expect(done(journal('init+ plan+ apply+ run+'))).toBe('init plan apply run');
  expect(done(journal('init+ plan+ apply+ run!'))).toBe('init plan apply');
  expect(done(journal('init+ plan!'))).toBe('init');
});

it('begins again at the first step whose inputs have changed', () => {
  expect(done(journal('init+ plan+ apply+ run+'), new Map([...now, ['plan', 'other']]))).toBe('init');
  expect(done(journal('init+ plan+ apply+ run+'), new Map([...now, ['run', 'other']]))).toBe(
    'init plan apply',
  );
});

it.each(['apply!', 'apply~', 'apply?'])(
  'makes a new plan after %s, because the old one is used up',
  (attempt) => {
    expect(done(journal(`init+ plan+ ${attempt}`))).toBe('init');
  },
);

it('makes a new plan when the apply has to run again', () => {
  expect(done(journal('init+ plan+ apply+'), new Map([...now, ['apply', 'other']]))).toBe('init');
});

it('does not count a success that is older than the one it builds on', () => {
  // The newer plan was not used up by the older apply.
  expect(done(journal('init+ plan+ apply+ run+ plan+'))).toBe('init plan');
  expect(done(journal('init+ plan+ apply+ run+ init+'))).toBe('init');
});

it('does not count a success after which the step was begun again', () => {
  expect(done(journal('init+ plan+ plan?'))).toBe('init');
});
