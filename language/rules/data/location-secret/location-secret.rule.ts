import type { Block } from '../../../model/lowering/block.ts';
import type { Sourced } from '../../../model/origin.ts';
import { sink, source } from '../../../vocabulary/areas/data.ts';
import { dataset } from '../../../vocabulary/areas/datasets.ts';
import { replaceNode } from '../../edits.ts';
import { replaceFix } from '../../replacement.ts';
import { onBlock, type Rule, type SystemReport } from '../../rule.ts';
import { writtenValue } from '../../written.ts';

/** `scheme://user:password@host`; a user alone is no secret, and neither is what a parameter brings. */
const LOGIN = /^(?<scheme>[a-z][a-z0-9+.-]*:\/\/)(?<user>[^/@:?#]*):(?<secret>[^/@]+)@/iu;
/** Words of an address behind which a key stands: signed addresses of the clouds, access keys, tokens. */
const KEYS =
  /(?<before>[?&;])(?<name>sig|signature|x-amz-signature|x-amz-security-token|x-goog-signature|token|access_token|api_?key|key|secret|password|pwd|accountkey|sharedaccesssignature)=(?<secret>[^&;#]+)/giu;

/** A location names a place; what opens it is kept elsewhere. */
export const rule: Rule = {
  code: 'TN1332',
  name: 'location-secret',
  summary: 'A location holds a password or key.',
  severity: 'error',
  reach: 'element',
  checks: [
    onBlock(source, (block, _model, report) => check(block, block.get('location'), report)),
    onBlock(sink, (block, _model, report) => check(block, block.get('location'), report)),
    onBlock(dataset, (block, _model, report) => {
      const location = block.get('location');
      if (typeof location?.value === 'string')
        check(block, { value: location.value, origin: location.origin }, report);
    }),
  ],
  fixes: [replaceFix],
};

function check(block: Block, location: Sourced<string> | undefined, report: SystemReport): void {
  if (!location) return;
  const text = location.value;
  const login = LOGIN.exec(text)?.groups;
  const key = [...text.matchAll(KEYS)][0]?.groups;
  const secret = login?.['secret'] ?? key?.['secret'];
  // What is not resolved here is a reference and stays one.
  if (secret === undefined || secret.startsWith('${')) return;
  const written = writtenValue(block, 'location');
  const open = text
    .replace(LOGIN, '$1')
    .replaceAll(KEYS, '$1')
    .replaceAll(/([?&;])[&;]+/gu, '$1')
    .replace(/[?&;]+$/u, '');
  const isPlain = written?.node.$type === 'StringLiteral' && written.node.value === text;
  report({
    message: `The location of ${block.symbol.name} holds ${login ? 'a password' : `a key (${key!['name']})`}.`,
    origin: location.origin,
    help: 'Everybody who reads the model or what is generated from it can use it. Remove it, change it where it is valid, and give the run an identity or a secret.',
    data: {
      replacements:
        isPlain && written
          ? [
              {
                title: `Remove ${login ? 'user and password' : 'the key'}`,
                edits: [replaceNode(written.file, written.node, JSON.stringify(open))],
                preferred: true,
              },
            ]
          : [],
    },
  });
}
