import picocolors from 'picocolors';
import { expect, it } from 'vitest';
import type { Terminal } from '../terminal.ts';
import { LiveProgress } from './live-progress.ts';

function terminal(live: boolean): Terminal & { readonly said: string[] } {
  const said: string[] = [];
  const colors = picocolors.createColors(false);
  return {
    said,
    live,
    out: () => undefined,
    error: (text) => void said.push(text),
    colors,
    errorColors: colors,
    interactive: false,
    screen: false,
  };
}

const slice = { step: 'slice', phase: 'measure', seconds: 5, atMost: 10 } as const;

it('says how long the whole run still takes', () => {
  const live = terminal(true);
  const progress = new LiveProgress(live, 'shop.net');
  progress.receive(slice, 42);
  expect(live.said.at(-1)).toBe(
    '\r\u001b[Kshop.net: measuring [==========          ] 5.0 s, about 45 s left',
  );
  progress.receive(slice, 0.2);
  expect(live.said.at(-1)).toMatch(/, about 1 s left$/);
  progress.receive({ step: 'placement' }, 185);
  expect(live.said.at(-1)).toMatch(/where operators run, about 4 min left$/);
});

it('says one line where nobody looks', () => {
  const plain = terminal(false);
  const progress = new LiveProgress(plain, 'shop.net');
  progress.receive({ step: 'started', pid: 1 }, 42);
  progress.receive(slice, 42);
  progress.receive({ step: 'started', pid: 2 }, 42);
  expect(plain.said).toEqual(['shop.net: measuring\n']);
});
