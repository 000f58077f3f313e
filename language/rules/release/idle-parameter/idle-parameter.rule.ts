import { AstUtils } from 'langium';
import { isDeclaration, isNameRef, isStringLiteral } from '../../../generated/ast.ts';
import { template } from '../../../vocabulary/areas/language.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { ownLayer } from '../../written.ts';

/** Who sets it believes that something follows from it. */
export const rule: Rule = {
  code: 'TN1913',
  name: 'idle-parameter',
  summary: 'A template does not use one of its parameters.',
  severity: 'warning',
  reach: 'element',
  set: 'strict',
  checks: [
    onBlock(template, (block, _model, report) => {
      const layer = ownLayer(block);
      const { node } = layer;
      if (!isDeclaration(node) || node.parameters.length === 0) return;
      const used = new Set<string>();
      for (const part of AstUtils.streamAst(node)) {
        if (isNameRef(part)) used.add(part.name);
        // A name can stand in a text, too: "${place}-lake".
        if (isStringLiteral(part))
          for (const [, name] of part.value.matchAll(/\$\{\s*([\p{L}_][\p{L}\d_]*)/gu)) used.add(name!);
      }
      for (const parameter of node.parameters) {
        if (used.has(parameter.name)) continue;
        report({
          message: `${block.symbol.name} does not use ${parameter.name}, so it changes nothing whatever is given for it.`,
          origin: block.originOf(parameter, layer),
          help: `Use ${parameter.name} in the body, or take it out here and where the template is used.`,
        });
      }
    }),
  ],
};
