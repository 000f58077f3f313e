import type { Block } from '../../../model/lowering/block.ts';
import { fleet as fleetWord, rollout, wave } from '../../../vocabulary/areas/devices.ts';
import { service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onBlock, type Rule, type SystemReport } from '../../rule.ts';

/** Waves reach more devices each time, and the last one reaches all that are left. */
export const rule: Rule = {
  code: 'TN1742',
  name: 'wave-order',
  summary: 'The waves of a roll-out do not grow until they reach every device.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(serviceWord, (service, _model, report) => check(service, report)),
    onBlock(fleetWord, (fleet, _model, report) => check(fleet, report)),
  ],
  fixes: [replaceFix],
};

function check(owner: Block, report: SystemReport): void {
  const waves = (owner.child(rollout)?.children(wave) ?? []).flatMap((one) => {
    const devices = one.get('devices');
    const value = devices?.value;
    const share =
      value?.is === 'quantity' && value.quantity.dimension === 'ratio' ? value.quantity.value : undefined;
    return devices && value && (share !== undefined || value.is === 'number')
      ? [{ name: one.symbol.name, share, origin: devices.origin }]
      : [];
  });
  const last = waves.at(-1);
  if (!last) return;
  const earlier = waves.slice(0, -1).find(({ share }, index) => {
    const next = waves[index + 1]!.share;
    return share !== undefined && next !== undefined && next <= share;
  });
  if (earlier) {
    const at = waves.indexOf(earlier) + 1;
    const next = waves[at]!;
    const after = waves[at + 1]?.share ?? 1;
    const between = percent(at === waves.length - 1 ? 1 : round((earlier.share! + after) / 2));
    report({
      message: `Wave ${next.name} reaches ${percent(next.share!)} of the devices, which wave ${earlier.name} has reached already.`,
      origin: next.origin,
      help: 'Let each wave reach more than the one before.',
      data: {
        replacements: isOwn(next.origin)
          ? [replace(`Change to ${between}`, next.origin, `devices: ${between}`)]
          : [],
      },
    });
  } else if (last.share !== 1) {
    report({
      message: `The last wave, ${last.name}, does not reach every device, so two versions stay in use.`,
      origin: last.origin,
      help: 'Write devices: 100%, or add a wave for the rest.',
      data: {
        replacements: isOwn(last.origin)
          ? [replace('Change to 100%', last.origin, 'devices: 100%', true)]
          : [],
      },
    });
  }
}

const round = (share: number): number => Math.round(share * 100) / 100;

const percent = (share: number): string => `${Number((share * 100).toFixed(6))}%`;
