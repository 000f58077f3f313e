import type { Share } from '../../../model/service.ts';
import { service as serviceWord, traffic as trafficWord } from '../../../vocabulary/areas/serving.ts';
import { namesUnknown } from '../../named-steps.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

/** Rounding of the sum of percentages in binary fractions. */
const TOLERANCE = 1e-9;

/** The shares of a service's traffic add up to 100 %. */
export const rule: Rule = {
  code: 'TN1701',
  name: 'traffic-shares',
  summary: "The shares of a service's traffic don't add up to 100 %.",
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('service', (service, model, report) => {
      if (service.traffic.length === 0) return;
      // A share of what nobody knows is told there.
      const written = model.block(serviceWord, service)?.child(trafficWord)?.conditions() ?? [];
      if (written.some(({ node, in: layer }) => namesUnknown(node.expression, layer.reader.names))) return;
      const sum = service.traffic.reduce((total, { share }) => total + share.value, 0);
      if (Math.abs(sum - 1) < TOLERANCE) return;
      const last = service.traffic.at(-1)!;
      report({
        message: `The shares of ${service.name} add up to ${percent(sum)}, not to 100%.`,
        origin: last.share.origin,
        help:
          sum < 1
            ? `${percent(1 - sum)} of the requests would go nowhere.`
            : `${percent(sum - 1)} of the requests are given away twice.`,
        data: { replacements: replacements(service.traffic, sum) },
        related: service.traffic
          .slice(0, -1)
          .map(({ share }) => ({ origin: share.origin, message: percent(share.value) })),
      });
    }),
  ],
  fixes: [replaceFix],
};

function replacements(shares: readonly Share[], sum: number): readonly Replacement[] {
  const last = shares.at(-1)!;
  const rest = 1 - (sum - last.share.value);
  const scaled = shares.map(({ share }) => share.value / sum);
  const inPercent = scaled.map((share) => Math.round(share * 100));
  // What rounding takes away or adds goes to the first share, so that the sum is exact.
  inPercent[0]! += 100 - inPercent.reduce((total, share) => total + share, 0);
  return [
    ...(rest > TOLERANCE
      ? [replace(`Change the last share to ${percent(rest)}`, last.share.origin, percent(rest), true)]
      : []),
    ...(sum > 0 && inPercent.every((share) => share > 0)
      ? [
          {
            title: 'Keep the proportions and make it 100%',
            edits: shares.flatMap(
              ({ share }, index) => replace('', share.origin, `${inPercent[index]!}%`).edits,
            ),
          },
        ]
      : []),
  ];
}

const percent = (share: number): string => `${Number((share * 100).toFixed(6))}%`;
