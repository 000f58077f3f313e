import { describe, expect, it } from 'vitest';
import { TimeLeft, type ExpectedWork } from './time-left.ts';

const work = (more: Partial<ExpectedWork> = {}): ExpectedWork => ({
  starts: 1,
  cases: 1,
  caseSeconds: 10,
  pairs: 0,
  ...more,
});

/** Milliseconds of so many seconds. */
const at = (seconds: number): number => seconds * 1000;
const warmup = { step: 'phase', phase: 'warmup' } as const;
const started = { step: 'started', pid: 1 } as const;

describe('what a run still takes', () => {
  it('is at first the most that its plan allows', () => {
    const clock = new TimeLeft([work({ cases: 2 }), work()]);
    clock.begin(0, 0);
    expect(clock.left(0)).toBe(1 + 20 + 1 + 10);
  });

  it('follows the pace of what is done', () => {
    const clock = new TimeLeft([work({ cases: 3 })]);
    clock.begin(0, 0);
    clock.receive(started, at(0));
    clock.receive(warmup, at(0.5));
    expect(clock.left(at(0.5))).toBe(30);
    // The first case took half of what it may.
    clock.receive(warmup, at(5.5));
    expect(clock.left(at(5.5))).toBe(10);
    expect(clock.left(at(7.5))).toBe(8);
    // What takes longer than expected never makes less than nothing.
    expect(clock.left(at(60))).toBe(5);
  });

  it('knows how long processes take here', () => {
    const clock = new TimeLeft([work({ starts: 4 })]);
    clock.begin(0, 0);
    clock.receive(started, at(0));
    clock.receive(warmup, at(3));
    clock.receive({ step: 'cold', child: 2, of: 3 }, at(13));
    expect(clock.left(at(13))).toBe(9);
    clock.receive(started, at(13));
    expect(clock.left(at(14))).toBe(2 + 6);
  });

  it('forgets what a search did not need', () => {
    const clock = new TimeLeft([work({ cases: 8 }), work()]);
    clock.begin(0, 0);
    clock.receive(started, at(0));
    clock.receive(warmup, at(1));
    clock.begin(1, at(11));
    expect(clock.left(at(11))).toBe(1 + 10);
  });

  it('counts pairs', () => {
    const clock = new TimeLeft([work({ starts: 0, cases: 0, pairs: 40 })]);
    clock.begin(0, 0);
    expect(clock.left(0)).toBeCloseTo(8);
    for (let done = 1; done <= 20; done++) clock.receive({ step: 'pair', done, of: 40 }, at(done));
    expect(clock.left(at(20))).toBe(20);
  });

  it('is nothing without a plan', () => {
    expect(new TimeLeft([]).left(5)).toBe(0);
  });
});
