import type { Expression as ExpressionSyntax } from '../../../generated/ast.ts';
import { isDeclaration } from '../../../generated/ast.ts';
import { textOf } from '../../../parser/index.ts';
import type { Block } from '../../../model/lowering/block.ts';
import { whereIs } from '../../../scoping/place.ts';
import type { Value } from '../../../scoping/value.ts';
import { param, template } from '../../../vocabulary/areas/language.ts';
import { replaceFix, type Replacement } from '../../replacement.ts';
import { onBlock, type Rule, type SystemReport } from '../../rule.ts';
import { ownLayer } from '../../written.ts';
import { HOLDERS } from '../parameter-places.ts';

/** Bounds that nothing lies within refuse every value, or are no bounds at all. */
export const rule: Rule = {
  code: 'TN1905',
  name: 'parameter-bounds',
  summary: 'The bounds of a parameter run backwards, or leave one value only.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(param, (block, _model, report) => {
      const { node } = ownLayer(block);
      if (isDeclaration(node)) checkBounds(block, block.symbol.name, node.type, report);
    }),
    ...HOLDERS.map((word) =>
      onBlock(word, (block, _model, report) => {
        for (const child of block.children(param)) {
          const { node } = ownLayer(child);
          if (isDeclaration(node)) checkBounds(child, child.symbol.name, node.type, report);
        }
      }),
    ),
    onBlock(template, (block, _model, report) => {
      const { node } = ownLayer(block);
      if (!isDeclaration(node)) return;
      for (const { name, type } of node.parameters) checkBounds(block, name, type, report);
    }),
  ],
  fixes: [replaceFix],
};

function checkBounds(
  block: Block,
  name: string,
  type: ExpressionSyntax | undefined,
  report: SystemReport,
): void {
  if (type?.$type !== 'Binary' || type.operator !== 'in') return;
  const layer = ownLayer(block);
  const file = layer.reader.names.file.path;
  const origin = block.originOf(type.right, layer, name);
  const bounds = layer.reader.silently().evaluate(type.right);
  if (bounds.is === 'range' && type.right.$type === 'Binary') {
    const [from, to] = [amount(bounds.from), amount(bounds.to)];
    if (from === undefined || to === undefined || from <= to) return;
    const turned = `${textOf(type.right.right)}..${textOf(type.right.left)}`;
    report({
      message: `The bounds of ${name} run backwards: no value is from ${from} to ${to}.`,
      origin,
      help: `Write ${turned}.`,
      data: { replacements: [change(file, type.right, turned)] },
    });
    return;
  }
  if (type.right.$type !== 'List') return;
  const texts = type.right.items.map((item) => textOf(item));
  const once = [...new Set(texts)];
  if (once.length === texts.length) return;
  const repeated = texts.find((text, index) => texts.indexOf(text) !== index)!;
  report({
    message: `${repeated} stands twice among the values of ${name}.`,
    origin,
    severity: 'warning',
    help: 'Remove one, or write the value that was meant.',
    data: { replacements: [change(file, type.right, `[${once.join(', ')}]`)] },
  });
}

const change = (file: string, node: ExpressionSyntax, newText: string): Replacement => ({
  title: `Change to ${newText}`,
  edits: [{ file, range: whereIs(node), newText }],
  preferred: true,
});

const amount = (value: Value): number | undefined =>
  value.is === 'number' ? value.number : value.is === 'quantity' ? value.quantity.value : undefined;
