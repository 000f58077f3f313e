import { features as featuresWord } from '../../../vocabulary/areas/features.ts';
import { input as inputWord } from '../../../vocabulary/areas/models.ts';
import { addStatement, placeOf, replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule } from '../../rule.ts';
import { writtenValue } from '../../written.ts';

/** What comes with a request is not known before there is one. */
export const rule: Rule = {
  code: 'TN1416',
  name: 'request-input',
  summary: 'A view takes something from the request and is computed before there is one.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(featuresWord, (block, _model, report) => {
      const [input] = block.children(inputWord);
      const compute = block.require('compute');
      if (!input || compute.value === 'on_request') return;
      const { node } = input.top;
      const name = 'name' in node && typeof node.name === 'string' ? node.name : 'an input';
      const written = writtenValue(block, 'compute');
      const isDefault = compute.origin.layer === 'default';
      report({
        message: `${block.symbol.name} takes ${name} from the request, and is computed before there is a request.`,
        origin: input.origin(),
        help: 'Write compute: on_request, and leave what needs no request to a view of its own.',
        data: {
          replacements: isDefault
            ? [
                {
                  title: 'Add compute: on_request',
                  edits: [addStatement(placeOf(block.layers), 'compute: on_request')],
                  preferred: true,
                },
              ]
            : written
              ? [
                  {
                    title: 'Change to compute: on_request',
                    edits: [replaceNode(written.file, written.node, 'on_request')],
                    preferred: true,
                  },
                ]
              : [],
        },
      });
    }),
  ],
  fixes: [replaceFix],
};
