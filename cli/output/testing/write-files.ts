import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { decide } from '../../../targets/kit/change-set.ts';
import { planChanges, type Change, type Choice, type GeneratedFile } from '../../../targets/kit/ownership.ts';
import { hashText, openOutput, type OutputProblem } from '../index.ts';
import type { OnStep } from '../swap.ts';

export interface WriteOptions {
  readonly choose?: (change: Change) => Choice | undefined;
  readonly onStep?: OnStep;
  readonly waitMs?: number;
  readonly projectRoot?: string;
  readonly inScope?: (target: string) => boolean;
  readonly copies?: readonly GeneratedFile[];
}

export type Written =
  | { readonly problem: OutputProblem }
  | { readonly plan: readonly Change[]; readonly writes: number; readonly unsettled: number };

/** What `tenon generate` does with the texts that the targets gave: all of it through the product's own functions. */
export async function writeFiles(
  root: string,
  texts: Readonly<Record<string, string>>,
  options: WriteOptions = {},
): Promise<Written> {
  const generated: GeneratedFile[] = [
    ...Object.entries(texts).map(([path, text]) => ({
      path,
      target: path.split('/')[0]!,
      content: { text, sha256: hashText(text) },
    })),
    ...(options.copies ?? []),
  ];
  const output = await openOutput(root, {
    ...(options.onStep ? { onStep: options.onStep } : {}),
    ...(options.waitMs === undefined ? {} : { waitMs: options.waitMs }),
  });
  if ('problem' in output) return output;
  try {
    const state = await output.read(generated);
    if ('problem' in state) return state;
    const plan = planChanges({ generated, ...state, inScope: options.inScope ?? (() => true) });
    const decision = decide({
      plan,
      ...state,
      traces: [],
      choose: options.choose ?? (() => undefined),
      hash: hashText,
    });
    if ('unsettled' in decision) return { plan, writes: 0, unsettled: decision.unsettled.length };
    const applied = await output.apply(decision.changes, {
      projectRoot: options.projectRoot ?? root,
      ...(options.onStep ? { onStep: options.onStep } : {}),
    });
    if ('problem' in applied) return applied;
    return { plan, writes: decision.changes.writes.length + decision.changes.removes.length, unsettled: 0 };
  } finally {
    output.close();
  }
}

/** Every file below a folder with its text, what a running process keeps left out. */
export function filesIn(root: string): Readonly<Record<string, string>> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    paths
      .filter((path) => !path.startsWith(join('.tenon', 'run')) && statSync(join(root, path)).isFile())
      .map((path) => [path.replaceAll('\\', '/'), readFileSync(join(root, path), 'utf8')]),
  );
}
