import {
  isEntry,
  nameRange,
  whereIs,
  isDeclaration,
  type Pool,
  type Symbol,
} from '../../../language/index.ts';
import { membersOfKind } from '../../names/members.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { Hint } from './hint.ts';

/** How many GPUs the machines of a pool have together, where one machine has several. */
export function poolHints(cloud: Symbol, { project, path }: ModelFile): Hint[] {
  const found = project.model(project.settings.environment);
  if (cloud.kind !== 'cloud' || 'problem' in found) return [];
  const resources = found.model.element('cloud', cloud)?.resources ?? [];
  const clusters = resources.filter((each) => each.kind === 'cluster');
  const pools = new Map(clusters.flatMap((each) => each.pools).map((pool) => [pool.qualifiedName, pool]));
  return membersOfKind(cloud, 'pool').flatMap((symbol) => {
    const pool = pools.get(symbol.qualifiedName);
    const gpus = pool?.facts?.gpu?.count ?? 0;
    if (!pool || gpus < 2 || symbol.file.path !== path) return [];
    const { machine } = pool;
    return [
      {
        kind: 'counts',
        position: endOf(symbol),
        text: gpusText(pool, gpus),
        tooltip: `A ${String(machine.value)} has ${gpus} GPUs.`,
        origin:
          machine.origin.layer === 'default'
            ? { file: path, range: nameRange(symbol) }
            : { file: machine.origin.file, range: machine.origin.range },
      } satisfies Hint,
    ];
  });
}

function gpusText({ min, max }: Pool, each: number): string {
  const low = Number(min.value) * each;
  const high = Number(max.value) * each;
  return low === high ? `${high} GPUs` : `${low}..${high} GPUs`;
}

/** Behind the number of machines, or where the pool ends. */
function endOf({ node }: Symbol): Hint['position'] {
  const statements = isDeclaration(node) ? (node.body?.statements ?? []) : [];
  return whereIs(statements.find((each) => isEntry(each) && each.name === 'count') ?? node).end;
}
