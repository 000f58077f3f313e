import type { Block } from '../../../model/lowering/block.ts';
import { textOf } from '../../../parser/index.ts';
import { cloud as cloudWord, state } from '../../../vocabulary/areas/infrastructure.ts';
import { environment as environmentWord } from '../../../vocabulary/areas/release.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onBlock, type Rule, type SystemReport } from '../../rule.ts';

const NO_LOCK = /lock:\s*(?:false|off)/u;

/** Two applies at the same time write over each other what they know of the cloud. */
export const rule: Rule = {
  code: 'TN1823',
  name: 'state-lock',
  summary: 'The state of a cloud is kept without a lock.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(cloudWord, (cloud, _model, report) => check(cloud, report)),
    onBlock(environmentWord, (environment, _model, report) => check(environment, report)),
  ],
  fixes: [replaceFix],
};

function check(owner: Block, report: SystemReport): void {
  const on = owner.child(state)?.clause('on');
  const lock = on?.value.named.get('lock');
  const isOff = (lock?.is === 'boolean' && !lock.boolean) || (lock?.is === 'word' && lock.word === 'off');
  if (!on || !isOff) return;
  const text = textOf(on.node);
  report({
    message: `Two people who change ${owner.symbol.name} at once can destroy its state.`,
    origin: on.origin,
    help: 'Write lock: true; it costs nothing, since it is a small object in the same bucket.',
    data: {
      replacements: NO_LOCK.test(text)
        ? [replace('Switch the lock on', on.origin, text.replace(NO_LOCK, 'lock: true'), true)]
        : [],
    },
  });
}
