import type { Body, Declaration, Statement } from '../../../generated/ast.ts';
import { isDeclaration, isEntry } from '../../../generated/ast.ts';
import type { Block, BlockLayer } from '../../../model/lowering/block.ts';
import { overridden } from '../../../model/lowering/environment.ts';
import { textOf } from '../../../parser/index.ts';
import { environment } from '../../../vocabulary/areas/release.ts';
import { removeStatement } from '../../edits.ts';
import type { ModelView } from '../../model-view.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule, type SystemReport } from '../../rule.ts';

/** Later the declaration is changed, and the environment silently stays behind. */
export const rule: Rule = {
  code: 'TN1916',
  name: 'idle-override',
  summary: 'An environment sets what holds anyway.',
  severity: 'hint',
  reach: 'neighbours',
  set: 'strict',
  checks: [
    onBlock(environment, (block, model, report) => {
      // What an environment extends may have set something else, which this one sets back.
      if (block.clause('extends')) return;
      for (const { node, in: layer } of block.statements()) {
        if (!isDeclaration(node)) continue;
        const target = overridden(model.analysis, block.symbol, node);
        if (target && isDeclaration(target.node) && !target.node.value?.$type.startsWith('Call'))
          checkSame({ block, model, layer, report }, node, target.node);
      }
    }),
  ],
  fixes: [replaceFix],
};

interface Place {
  readonly block: Block;
  readonly model: ModelView;
  readonly layer: BlockLayer;
  readonly report: SystemReport;
}

function checkSame(place: Place, override: Declaration, declared: Declaration): void {
  if (override.value && declared.value && textOf(override.value) === textOf(declared.value))
    tell(place, override, `${override.name} is ${textOf(override.value)} in the declaration`);
  for (const node of override.body?.statements ?? []) {
    if (isEntry(node) && node.value) {
      const same = entryOf(declared.body, node.name);
      if (same?.value && sameText(same, node)) tell(place, node, `The declaration has ${textOf(node)}`);
    } else if (isDeclaration(node)) {
      const same = (declared.body?.statements ?? []).find(
        (each): each is Declaration =>
          isDeclaration(each) && each.noun === node.noun && each.name === node.name,
      );
      if (same) checkSame(place, node, same);
    }
  }
}

const entryOf = (body: Body | undefined, name: string) =>
  (body?.statements ?? []).filter(isEntry).find((entry) => entry.name === name);

const sameText = (a: Statement, b: Statement): boolean =>
  textOf(a).replaceAll(/\s+/gu, ' ') === textOf(b).replaceAll(/\s+/gu, ' ');

function tell({ block, layer, report }: Place, node: Statement, what: string): void {
  report({
    message: `${what} already, so ${block.symbol.name} changes nothing here.`,
    origin: block.originOf(node, layer),
    help: 'Remove it, or keep it with a reason if it must not follow the declaration.',
    data: {
      replacements: [
        {
          title: 'Remove the override',
          edits: [removeStatement(layer.reader.names.file.path, node)],
          preferred: true,
        },
      ],
    },
  });
}
