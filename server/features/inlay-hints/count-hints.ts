import {
  clauseNodes,
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
import { actionOf, plural, trainingHints } from './training-hints.ts';

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
      return training ? trainingHints(symbol, training, resolved) : [];
    }
    default:
      return [];
  }
}

type Model = NonNullable<ReturnType<Extract<ReturnType<ModelFile['project']['model']>, { model: unknown }>['model']['element']>>; // prettier-ignore
type Port = Extract<Model, { kind: 'model' }>['inputs'][number];

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
      from && !from.file.library
        ? { file: from.file.path, range: nameRange(from) }
        : { file: model.path, range: whereIs(last) };
    if (port.features.length > 0) {
      const tooltip = `In this order: ${port.features.map(({ qualifiedName }) => shortName(qualifiedName)).join(', ')}.`;
      return [
        {
          kind: 'featureCounts',
          position,
          text: plural(port.features.length, 'feature'),
          tooltip,
          origin,
        },
      ];
    }
    const type = from && model.project.analysis.types.typeOf(from);
    return type && type.kind !== 'unknown' ? [{ kind: 'featureCounts', position, text: printType(type), origin }] : []; // prettier-ignore
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
  const takes = actionOf(bundle, 'takes');
  if (!rows || !takes) return [];
  const [first] = namesOf(model).viewsIn(bundle);
  const origin =
    first && !first.file.library
      ? { file: first.file.path, range: nameRange(first) }
      : { file: model.path, range: whereIs(takes) };
  return [{ kind: 'counts', position: whereIs(takes).end, text: plural(rows.size, 'feature'), origin }];
}
