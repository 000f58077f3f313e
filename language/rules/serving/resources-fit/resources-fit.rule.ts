import { machinesOn } from '../../../capacity/index.ts';
import type { Machine, MachineFacts, Pool } from '../../../model/infrastructure.ts';
import type { Origin } from '../../../model/origin.ts';
import type { Block } from '../../../model/lowering/block.ts';
import { resources, runsInService, service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';

const GIB = 1024 ** 3;

interface Asked {
  readonly name: string;
  readonly amount: number;
  readonly text: string;
  readonly origin: Origin;
}
interface Kind {
  readonly what: string;
  readonly of: (facts: MachineFacts) => number;
  readonly print: (amount: number) => string;
  /** What may be asked for: the system of the machine needs some of its processors and memory. */
  readonly usable: (amount: number) => string;
}

const gibibytes = (amount: number): string => `${Math.max(1, Math.floor(amount / GIB))}GiB`;
const KINDS: Readonly<Record<string, Kind>> = {
  cpu: {
    what: 'processors',
    of: ({ vcpus }) => vcpus,
    print: String,
    usable: (amount) => String(Math.max(1, amount - 1)),
  },
  memory: {
    what: 'memory',
    of: ({ memory }) => memory,
    print: gibibytes,
    usable: (amount) => gibibytes(amount * 0.85),
  },
  gpu: { what: 'GPUs', of: ({ gpu }) => gpu?.count ?? 0, print: String, usable: String },
  gpu_memory: {
    what: 'memory on a GPU',
    of: ({ gpu }) => gpu?.memory ?? 0,
    print: gibibytes,
    usable: gibibytes,
  },
};

/** What asks for more than any machine has is never started. */
export const rule: Rule = {
  code: 'TN1739',
  name: 'resources-fit',
  summary: 'A service asks for more than any of its machines has.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) => {
      if (!service.runsOn) return;
      const machines = machinesOn(model, service.runsOn);
      if (machines.length === 0 || machines.some(({ facts }) => facts === undefined)) return;
      for (const { name, amount, text, origin } of askedFor(model.block(serviceWord, service)!)) {
        const { what, of, print, usable } = KINDS[name]!;
        const most = Math.max(...machines.map(({ facts }) => of(facts!)));
        // Without any GPU another rule tells that, where instances ask for one.
        if (amount <= most || (most === 0 && name === 'gpu_memory')) continue;
        const fits = usable(most);
        report({
          message: `${service.name} asks for ${text} ${what.replace('memory', 'of memory')}, and the largest of its machines has ${print(most)} (${kindsOf(machines)}).`,
          origin,
          help: 'Take larger machines, or ask for less; the system of a machine needs some of it, too.',
          data: {
            replacements:
              most > 0 && isOwn(origin) ? [replace(`Change to ${fits}`, origin, `${name}: ${fits}`)] : [],
          },
          related: machines.map((one) => ({
            origin: one.machine.origin,
            message: `Machine of ${one.name}.`,
          })),
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

const kindsOf = (machines: readonly (Machine | Pool)[]): string =>
  [...new Set(machines.map(({ machine }) => machine.value))].join(', ');

function askedFor(service: Block<typeof serviceWord>): readonly Asked[] {
  const runs = service.actions(runsInService.verb).at(-1);
  const bodies: readonly (Block | undefined)[] = [
    service.child(resources),
    runs && service.actionBlock(runsInService, runs),
  ];
  return bodies.flatMap((body) =>
    Object.keys(KINDS).flatMap((name): Asked[] => {
      const entry = body?.entries(name).at(-1);
      const value = entry?.node.value && entry.in.reader.silently().evaluate(entry.node.value);
      if (!body || !entry || !value) return [];
      const origin = body.originOf(entry.node, entry.in, name);
      if (value.is === 'number') return [{ name, amount: value.number, text: String(value.number), origin }];
      return value.is === 'quantity' && value.quantity.dimension === 'bytes'
        ? [{ name, amount: value.quantity.value, text: value.quantity.text, origin }]
        : [];
    }),
  );
}
