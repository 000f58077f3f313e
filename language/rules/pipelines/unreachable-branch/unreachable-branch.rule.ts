import { isForEach, isParallel, isWhen, type Body, type When } from '../../../generated/ast.ts';
import { textOf } from '../../../parser/index.ts';
import type { Range } from '../../../model/origin.ts';
import { whereIs } from '../../../scoping/place.ts';
import type { Reader } from '../../../scoping/reader.ts';
import { pipeline as pipelineWord } from '../../../vocabulary/areas/pipelines.ts';
import { contradict, contradiction, limitsOf } from '../../limits.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { ownLayer } from '../../written.ts';

/** A branch is taken by something. */
export const rule: Rule = {
  code: 'TN1622',
  name: 'unreachable-branch',
  summary: 'A branch that can never be taken, because one before it is.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(pipelineWord, (block, _model, report) => {
      const layer = ownLayer(block);
      const reader = layer.reader.silently();
      const file = layer.reader.names.file.path;
      for (const first of branchesIn(layer.body)) {
        const chain = chainOf(first);
        for (const [index, branch] of chain.entries()) {
          const earlier = chain.slice(0, index).find((each) => covers(each, branch, reader));
          if (!earlier) continue;
          report({
            message: `Nothing comes to this branch: what is ${textOf(branch.condition)} is also ${textOf(earlier.condition)}, which is asked before.`,
            origin: block.originOf(branch.condition, layer),
            help: 'Ask for the narrower condition first.',
            data: { replacements: exchange(file, earlier, branch) },
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};

function* branchesIn(body: Body | undefined): Iterable<When> {
  for (const statement of body?.statements ?? []) {
    if (isForEach(statement) || isParallel(statement)) yield* branchesIn(statement.body);
    if (!isWhen(statement)) continue;
    yield statement;
    for (const each of chainOf(statement)) yield* branchesIn(each.body);
    yield* branchesIn(chainOf(statement).at(-1)!.otherwise);
  }
}

/** `when … else when … else when …`, in order. */
function chainOf(first: When): readonly When[] {
  const chain: When[] = [];
  for (let each: When | undefined = first; each; each = each.alternative) chain.push(each);
  return chain;
}

/** Whether a branch holds only where an earlier one holds: with the earlier one false, it can't be true. */
function covers(earlier: When, later: When, reader: Reader): boolean {
  const left = limitsOf(earlier.condition, reader, false);
  const wanted = limitsOf(later.condition, reader);
  return (
    contradiction(wanted) === undefined &&
    left.length > 0 &&
    left.some((limit) => wanted.some((other) => contradict(limit, other)))
  );
}

/** Lets two branches change places, with what they do. */
function exchange(file: string, a: When, b: When): Replacement[] {
  const [left, right] = [branchText(a), branchText(b)];
  if (!left || !right) return [];
  return [
    {
      title: `Ask for ${textOf(b.condition)} first`,
      edits: [
        { file, range: left.range, newText: right.text },
        { file, range: right.range, newText: left.text },
      ],
      preferred: true,
    },
  ];
}

function branchText({ condition, body }: When): { range: Range; text: string } | undefined {
  const [first, last] = [condition.$cstNode, body?.$cstNode];
  if (!first || !last || !body) return undefined;
  return {
    range: { start: whereIs(condition).start, end: whereIs(body).end },
    text: first.root.fullText.slice(first.offset, last.end),
  };
}
