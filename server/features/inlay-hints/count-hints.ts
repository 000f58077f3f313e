import {
  clauseNodes,
  isAction,
  isDeclaration,
  nameRange,
  printType,
  whereIs,
  type Symbol,
} from '../../../language/index.ts';
import { clauseSymbols } from '../../names/row-columns.ts';
import { namesOf } from '../../names/occurrences.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { Hint } from './hint.ts';

/** Numbers that follow from several declarations: features of a bundle and of an input, devices of a training. */
export function countHints(symbol: Symbol, model: ModelFile): Hint[] {
  const found = model.project.model(model.project.settings.environment);
  if ('problem' in found) return [];
  const resolved = found.model;
  switch (symbol.kind) {
    case 'model':
      return inputHints(symbol, model, resolved.element('model', symbol)?.inputs ?? []);
    case 'bundle':
      return bundleHint(symbol, model);
    case 'training': {
      const training = resolved.element('training', symbol);
      return training?.runsOn && training.worldSize > 1 ? [worldSize(symbol, training)] : [];
    }
    default:
      return [];
  }
}

type Model = NonNullable<ReturnType<Extract<ReturnType<ModelFile['project']['model']>, { model: unknown }>['model']['element']>>; // prettier-ignore
type Port = Extract<Model, { kind: 'model' }>['inputs'][number];
type Training = Extract<Model, { kind: 'training' }>;

/** How many features fill an input, or the type of what does. */
function inputHints(owner: Symbol, model: ModelFile, ports: readonly Port[]): Hint[] {
  const names = namesOf(model);
  return owner.all.flatMap((input) => {
    if (input.kind !== 'input' || !isDeclaration(input.node)) return [];
    const last = clauseNodes(input.node.clauses, 'from').at(-1);
    const port = ports.find(({ name }) => name === input.name);
    if (!last || !port) return [];
    const position = endOfClause(input, 'from');
    const [from] = clauseSymbols(input, 'from', names);
    const origin =
      from && !from.file.library ? { origin: { file: from.file.path, range: nameRange(from) } } : {};
    if (port.features.length > 0) {
      const tooltip = `In this order: ${port.features.map(({ qualifiedName }) => shortName(qualifiedName)).join(', ')}.`;
      return [
        {
          kind: 'featureCounts',
          position,
          text: plural(port.features.length, 'feature'),
          tooltip,
          ...origin,
        },
      ];
    }
    const type = from && model.project.analysis.types.typeOf(from);
    return type && type.kind !== 'unknown' ? [{ kind: 'featureCounts', position, text: printType(type), ...origin }] : []; // prettier-ignore
  });
}

/** A view and a feature of it, which is what a name needs at least. */
const shortName = (qualifiedName: string): string => qualifiedName.split('.').slice(-2).join('.');

function endOfClause({ node }: Symbol, word: string): Hint['position'] {
  const clause = isDeclaration(node) ? node.clauses.find((each) => each.word === word) : undefined;
  return whereIs(clause ?? node).end;
}

function bundleHint(bundle: Symbol, model: ModelFile): Hint[] {
  const rows = model.project.analysis.rowsOf(bundle);
  const statements = isDeclaration(bundle.node) ? (bundle.node.body?.statements ?? []) : [];
  const takes = statements.find((each) => isAction(each) && each.verb === 'takes');
  if (!rows || !takes) return [];
  return [{ kind: 'counts', position: whereIs(takes).end, text: plural(rows.size, 'feature') }];
}

function worldSize(training: Symbol, { worldSize: size, runsOn }: Training): Hint {
  const statements = isDeclaration(training.node) ? (training.node.body?.statements ?? []) : [];
  const runs = statements.find((each) => isAction(each) && each.verb === 'runs');
  const { nodes, gpusPerNode } = runsOn!;
  const devices =
    gpusPerNode.value > 0 ? `${plural(gpusPerNode.value, 'GPU')} each` : 'no GPUs, so each is one device';
  const { origin } = nodes;
  return {
    kind: 'worldSize',
    position: runs ? whereIs(runs).end : nameRange(training).end,
    text: `world size ${size}`,
    tooltip: `${plural(nodes.value, 'node')} with ${devices}.`,
    ...(origin.layer === 'default' ? {} : { origin: { file: origin.file, range: origin.range } }),
  };
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
