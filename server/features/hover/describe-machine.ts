import { findMachine } from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

const GIB = 1024 ** 3;

/** The data sheet of a machine of the catalogue; undefined for other names. */
export function describeMachine(name: string, { project }: ModelFile): string | undefined {
  const facts = findMachine(name);
  if (!facts) return undefined;
  const { vcpus, memory, architecture, gpu, retired } = facts;
  const rows = [
    ['vCPU', `${vcpus}`],
    ['Memory', gib(memory)],
    ['Architecture', architecture],
    ...(gpu
      ? [
          ['GPU', `${gpu.share < 1 ? `${gpu.share} of a` : `${gpu.count} ×`} NVIDIA ${gpu.name}`],
          [
            'GPU memory',
            `${gib(gpu.memory)}${gpu.count > 1 ? ` each, ${gib(gpu.count * gpu.memory)} together` : ''}`,
          ],
          ...(gpu.computeCapability === undefined
            ? []
            : [['Number formats', formatsOf(gpu.computeCapability)]]),
        ]
      : []),
    ...prices(name, project),
    ...(retired ? [['Offered', 'no longer in most regions']] : []),
  ];
  return ['| Machine | |', '| --- | --- |', ...rows.map(([what, value]) => `| ${what} | ${value} |`)].join(
    '\n',
  );
}

const gib = (bytes: number): string => `${Number((bytes / GIB).toPrecision(4))}GiB`;

/** Compute capability 8.0 brought bfloat16, 8.9 fp8 (NVIDIA, CUDA C++ Programming Guide). */
const formatsOf = (capability: number): string =>
  [
    `compute capability ${capability.toFixed(1)}`,
    'float16',
    ...(capability >= 8 ? ['bfloat16'] : []),
    ...(capability >= 8.9 ? ['fp8'] : []),
  ].join(', ');

function prices(machine: string, { prices: table }: ModelFile['project']): string[][] {
  return Object.values(table.prices).flatMap((regions) =>
    Object.entries(regions).flatMap(([region, machines]) => {
      const price = machines[machine];
      return price
        ? [['Price', `${price.onDemand} ${table.currency} an hour in ${region} (${table.date})`]]
        : [];
    }),
  );
}
