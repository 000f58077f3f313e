import { isDeclaration } from '../../../generated/ast.ts';
import { whereIs } from '../../../scoping/place.ts';
import { letWord, param } from '../../../vocabulary/areas/language.ts';
import { environment } from '../../../vocabulary/areas/release.ts';
import type { Block, Layered } from '../../../model/lowering/block.ts';
import type { Statement } from '../../../generated/ast.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule, type SystemReport } from '../../rule.ts';
import { ownLayer } from '../../written.ts';

const NAME = /(^|_)(password|passwd|secret|api_key|access_key|private_key|auth_token|credentials?)$/iu;
/** What keys of well-known services look like. */
const KEY = /^(AKIA[0-9A-Z]{16}|gh[pousr]_\w{20,}|sk-\w{20,}|xox[baprs]-[\w-]{10,}|-----BEGIN )/u;

/** Who can read the project can read every text in it, and so can everyone who ever could. */
export const rule: Rule = {
  code: 'TN1906',
  name: 'secret-parameter',
  summary: 'A password or key stands in a parameter in clear.',
  severity: 'warning',
  reach: 'element',
  checks: [
    ...[param, letWord].map((word) =>
      onBlock(word, (block, _model, report) => {
        const layer = ownLayer(block);
        checkValue(block, { node: layer.node as Statement, in: layer }, report);
      }),
    ),
    onBlock(environment, (block, _model, report) => {
      for (const statement of block.statements()) checkValue(block, statement, report);
    }),
  ],
  fixes: [replaceFix],
};

function checkValue(block: Block, { node, in: layer }: Layered<Statement>, report: SystemReport): void {
  if (!isDeclaration(node) || (node.noun !== 'param' && node.noun !== 'let')) return;
  const name = node.name ?? '';
  const { value } = node;
  if (value?.$type !== 'StringLiteral' || value.value.includes('${') || value.value === '') return;
  const isKey = KEY.test(value.value);
  if (!isKey && !NAME.test(name)) return;
  const secret = `secret("${name.toLowerCase().replaceAll('_', '-')}")`;
  report({
    message: isKey
      ? `The value of ${name} looks like a key of a service, and stands here in clear.`
      : `${name} is a secret by its name, and its value stands here in clear.`,
    origin: block.originOf(value, layer, name),
    help: `Put it into the secret store, write ${secret}, and make a new one: this one has been seen.`,
    data: {
      replacements: [
        {
          title: `Change to ${secret}`,
          edits: [{ file: layer.reader.names.file.path, range: whereIs(value), newText: secret }],
        },
      ],
    },
  });
}
