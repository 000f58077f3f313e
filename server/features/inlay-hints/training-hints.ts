import { batchOf, printAmount } from '../../../language/capacity/index.ts';
import {
  isAction,
  isDeclaration,
  nameRange,
  whereIs,
  type Symbol,
  type Syntax,
  type Training,
} from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { Hint } from './hint.ts';

type Found = Extract<ReturnType<ModelFile['project']['model']>, { model: unknown }>;

/** How many devices a training runs on together, and how many micro batches each of them adds up. */
export function trainingHints(symbol: Symbol, training: Training, resolved: Found['model']): Hint[] {
  return [...worldSize(symbol, training), ...accumulation(symbol, training, resolved)];
}

function worldSize(symbol: Symbol, { worldSize: size, runsOn }: Training): Hint[] {
  if (!runsOn || size < 2) return [];
  const { nodes, gpusPerNode } = runsOn;
  const devices =
    gpusPerNode.value > 0 ? `${plural(gpusPerNode.value, 'GPU')} each` : 'no GPUs, so each is one device';
  // What nobody wrote follows from the machines that it runs on.
  const origin = [nodes.origin, gpusPerNode.origin].find(({ layer }) => layer !== 'default') ?? runsOn.origin;
  return [
    {
      kind: 'worldSize',
      position: endOf(symbol, 'runs'),
      text: `world size ${size}`,
      tooltip: `${plural(nodes.value, 'node')} with ${devices}.`,
      origin: { file: origin.file, range: origin.range },
    },
  ];
}

function accumulation(symbol: Symbol, training: Training, resolved: Found['model']): Hint[] {
  const working = batchOf(resolved, training);
  if (!working?.result || working.result.value <= 1) return [];
  const origin = working.terms.find((term) => term.origin && term.origin.layer !== 'default')?.origin;
  const given = working.terms.map((term) => `${term.symbol} = ${printAmount(term)}`).join(', ');
  return [
    {
      kind: 'counts',
      position: endOf(symbol, 'batch'),
      text: printAmount(working.result),
      tooltip: `${working.title}: ${working.formula} with ${given}.`,
      origin: origin
        ? { file: origin.file, range: origin.range }
        : { file: symbol.file.path, range: nameRange(symbol) },
    },
  ];
}

function endOf(symbol: Symbol, verb: string): Hint['position'] {
  const action = actionOf(symbol, verb);
  return action ? whereIs(action).end : nameRange(symbol).end;
}

/** The first action with a verb in the body of a declaration. */
export function actionOf({ node }: Symbol, verb: string): Syntax.Action | undefined {
  const statements = isDeclaration(node) ? (node.body?.statements ?? []) : [];
  return statements.filter(isAction).find((each) => each.verb === verb);
}

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
