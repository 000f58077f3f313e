import { runsInService, service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

const GIB = 1024 ** 3;
/** Sizes that Fargate has: processors, and GiB of memory from, to and in steps of. */
const SIZES: readonly (readonly [number, number, number, number])[] = [
  [0.25, 0.5, 2, 0.5],
  [0.5, 1, 4, 1],
  [1, 2, 8, 1],
  [2, 4, 16, 1],
  [4, 8, 30, 1],
  [8, 16, 60, 4],
  [16, 32, 120, 8],
];

/** Fargate has no machines to fit on, but a list of sizes. */
export const rule: Rule = {
  code: 'TN1740',
  name: 'fargate-size',
  summary: 'A service asks Fargate for a size that it does not have.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) => {
      const cluster = service.runsOn && model.find(service.runsOn);
      if (cluster?.kind !== 'cluster' || cluster.platform.value !== 'ecs' || cluster.pools.length > 0) return;
      const block = model.block(serviceWord, service)!;
      const action = block.actions(runsInService.verb).at(-1);
      const body = action && block.actionBlock(runsInService, action);
      const cpu = body?.get('cpu');
      const memory = body?.get('memory');
      if (!cpu || !memory || cpu.value.is !== 'number') return;
      const processors = cpu.value.number;
      const wanted = memory.value.value / GIB;
      const size = SIZES.find(([each, , to]) => each >= processors && to >= wanted);
      if (!size) {
        report({
          message: `Fargate has no task with ${processors} processors and ${memory.value.text}.`,
          origin: cpu.origin,
          help: 'It goes up to 16 processors and 120GiB; take a pool of machines for more.',
          data: { replacements: [] },
        });
        return;
      }
      const [each, from, , step] = size;
      const fits = Math.max(from, Math.ceil(wanted / step) * step);
      if (each === processors && fits === wanted) return;
      const text = `cpu: ${each} and memory: ${sizeText(fits)}`;
      report({
        message: `Fargate has no task with ${processors} ${processors === 1 ? 'processor' : 'processors'} and ${memory.value.text}.`,
        origin: each === processors ? memory.origin : cpu.origin,
        help: `The next larger one has ${text}.`,
        data: {
          replacements:
            isOwn(cpu.origin) && isOwn(memory.origin)
              ? [
                  {
                    title: `Change to ${text}`,
                    edits: [
                      ...replace('', cpu.origin, `cpu: ${each}`).edits,
                      ...replace('', memory.origin, `memory: ${sizeText(fits)}`).edits,
                    ],
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

const sizeText = (gibibytes: number): string => (gibibytes < 1 ? '512MiB' : `${gibibytes}GiB`);
