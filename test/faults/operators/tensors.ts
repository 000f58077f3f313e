import type { AstNode } from 'langium';
import {
  isDeclaration,
  isIndex,
  isNumberLiteral,
  isStep,
  type Argument,
  type Declaration,
  type Index,
  type Step,
} from '../../../language/generated/ast.ts';
import { operator } from '../fault.ts';
import { below, blocks, clause, entry, items, textOf, type Survey } from '../survey.ts';
import { isNameNode } from '../syntax-kinds.ts';
import { hasSignature } from './features.ts';

interface Port {
  readonly port: Declaration;
  readonly model: Declaration;
  readonly type: Index;
  readonly dimensions: readonly Argument[];
  /** Whether a size or element type stands on the other side, too; what is open there fits anything. */
  isMet(text: string): boolean;
}

/** Tensors of models that something else fixes: the trained file, features, or another step of a service. */
function fixedPorts(survey: Survey): Port[] {
  return survey.declarations('model', 'engine').flatMap((model) => {
    const isWired = wiredIn(survey, model).length > 0;
    return [...blocks(model, 'input'), ...blocks(model, 'output')].flatMap((port) => {
      if (!isIndex(port.type) || !/^(float|bfloat|u?int|bool)/.test(textOf(port.type))) return [];
      const isRead = hasSignature(survey, model);
      const isFed = clause(port, 'from') !== undefined;
      if (!isWired && !isRead && !isFed) return [];
      const others = counterparts(survey, model, port).map(({ type }) => textOf(type!));
      const isMet = (text: string): boolean =>
        isRead || isFed || others.some((other) => other.includes(text));
      if (!isRead && !isFed && others.length === 0) return [];
      return [{ port, model, type: port.type, dimensions: port.type.arguments, isMet }];
    });
  });
}

/** Tensors on the other side of the joints that a port has as part of steps of services. */
function counterparts(survey: Survey, model: Declaration, port: Declaration): Declaration[] {
  const symbol = survey.symbol(model);
  const steps = survey
    .declarations('step')
    .filter(isStep)
    .filter((step) => survey.around(step, 'service') && step.action?.verb === 'run');
  const portsOf = (node: AstNode | undefined, noun: 'input' | 'output'): Declaration[] => {
    const meant = survey.meaning(node)?.node;
    if (isStep(meant)) return portsOf(meant.action?.object, noun);
    return meant === undefined || !isDeclaration(meant)
      ? []
      : meant.noun === noun
        ? [meant]
        : blocks(meant, noun);
  };
  const takes = (step: Step): AstNode[] => [...below(clause(step.action!, 'on')?.value, isNameNode)];
  const found = steps.flatMap((step) => {
    const isOwn = survey.meaning(step.action!.object) === symbol;
    if (port.noun === 'input')
      return isOwn
        ? takes(step).flatMap((node) => [...portsOf(node, 'output'), ...serviceInput(survey, node)])
        : [];
    if (isOwn)
      return survey.declarations('output').filter((output) => {
        const from = clause(output, 'from')?.value;
        return (
          from !== undefined &&
          [...below(from, isNameNode)].some((node) => survey.meaning(node)?.node === step)
        );
      });
    const isTaken = takes(step).some((node) => {
      const before = survey.meaning(node)?.node;
      return isStep(before) && survey.meaning(before.action?.object) === symbol;
    });
    return isTaken ? portsOf(step.action!.object, 'input') : [];
  });
  return found.filter(({ type }) => type !== undefined);
}

const serviceInput = (survey: Survey, node: AstNode): Declaration[] => {
  const input = survey.meaning(node)?.node;
  return isDeclaration(input) && input.noun === 'input' ? [input] : [];
};

/** Steps of services and other elements that run a model between others. */
const wiredIn = (survey: Survey, model: Declaration): AstNode[] =>
  survey
    .users(survey.symbol(model))
    .filter((each) => survey.around(each, 'step') && survey.around(each, 'service'));

const numberOf = (argument: Argument): number | undefined =>
  isNumberLiteral(argument.value) ? argument.value.value : undefined;

/** Steps run in a chain: what goes wrong with a tensor shows at the step before or after, too. */
function chainJoints(survey: Survey, { port, model }: Port): AstNode[] {
  const steps = wiredIn(survey, model);
  const services = steps.flatMap((each) => survey.around(each, 'service') ?? []);
  const others = services.flatMap((service) => [
    ...blocks(service, 'step'),
    ...blocks(service, 'input'),
    ...blocks(service, 'output'),
  ]);
  const from = items(clause(port, 'from')?.value).flatMap((node) => survey.meaning(node)?.node ?? []);
  return [model, ...steps, ...others, ...from];
}

export const swapDimensions = operator({
  name: 'swap-dimensions',
  area: 'models',
  failure:
    'Height and width, or channels and height, change places; the server refuses requests, or reads them wrong.',
  *plant(survey) {
    for (const each of fixedPorts(survey)) {
      const { port, dimensions, model } = each;
      // Two symbols may stand for any size, and two equal sizes are the same in any order.
      for (const [index, left] of dimensions.entries()) {
        const right = dimensions[index + 1];
        if (!right || textOf(left) === textOf(right)) continue;
        if (numberOf(left) === undefined || numberOf(right) === undefined) continue;
        yield {
          at: port,
          edits: [survey.replace(left, textOf(right)), survey.replace(right, textOf(left))],
          joints: chainJoints(survey, each),
          says: `${model.name}.${port.name}: ${textOf(left)} and ${textOf(right)} change places`,
        };
      }
    }
  },
});

export const dimensionOff = operator({
  name: 'dimension-off',
  area: 'models',
  failure: 'A tensor is one longer or shorter than the trained network wants.',
  *plant(survey) {
    for (const each of fixedPorts(survey)) {
      const last = each.dimensions.at(-1);
      const size = last && numberOf(last);
      if (last && size !== undefined && each.isMet(`${size}]`))
        yield {
          at: each.port,
          edits: [survey.replace(last, String(size + 1))],
          joints: chainJoints(survey, each),
          says: `${each.model.name}.${each.port.name}: ${size} → ${size + 1}`,
        };
    }
  },
});

export const dtypeChanged = operator({
  name: 'dtype-changed',
  area: 'models',
  failure: 'The element type of a tensor is not the one of the trained file; runtimes refuse it, or round.',
  *plant(survey) {
    for (const each of fixedPorts(survey)) {
      const dtype = textOf(each.type.receiver);
      if (!each.isMet(`${dtype}[`)) continue;
      // Whole numbers fit into either type, so features get a type that none of them fits into.
      const other = clause(each.port, 'from') ? 'string' : dtype.startsWith('float') ? 'int64' : 'float32';
      yield {
        at: each.port,
        edits: [survey.replace(each.type.receiver, other)],
        joints: chainJoints(survey, each),
        says: `${each.model.name}.${each.port.name}: ${dtype} → ${other}`,
      };
    }
  },
});

export const portRenamed = operator({
  name: 'tensor-renamed',
  area: 'models',
  failure: 'A tensor is called otherwise than in the trained file; the server does not load the model.',
  *plant(survey) {
    for (const { port, model } of fixedPorts(survey)) {
      const symbol = survey.symbol(port);
      if (symbol && hasSignature(survey, model))
        yield {
          at: port,
          edits: survey.rename(symbol, `${port.name!}_x`),
          joints: [model],
          says: `${model.name}.${port.name} → ${port.name}_x`,
        };
    }
  },
});

export const axisDropped = operator({
  name: 'axis-dropped',
  area: 'models',
  failure: 'A tensor loses its axis of channels; the rank differs from the trained file.',
  *plant(survey) {
    for (const each of fixedPorts(survey)) {
      const { dimensions, port, model, type } = each;
      if (dimensions.length < 3) continue;
      const rest = dimensions.filter((_, index) => index !== 1).map((node) => textOf(node));
      yield {
        at: port,
        edits: [survey.replace(type, `${textOf(type.receiver)}[${rest.join(', ')}]`)],
        joints: chainJoints(survey, each),
        says: `${model.name}.${port.name}: ${textOf(type)} loses its second axis`,
      };
    }
  },
});

export const classCount = operator({
  name: 'class-count',
  area: 'models',
  failure: 'The network has another number of outputs than there are classes.',
  *plant(survey) {
    for (const training of survey.declarations('training')) {
      const label = entry(training, 'label')?.value;
      const rows = survey.meaning(clause(training, 'on')?.value);
      const column = label && rows?.members.get(textOf(label));
      const type = column && (column.node as { value?: AstNode }).value;
      if (!isIndex(type) || textOf(type.receiver) !== 'enum') continue;
      const classes = type.arguments.length;
      const model = survey.declarations('model').find(({ name }) => name === training.name);
      for (const output of model ? blocks(model, 'output') : []) {
        const last = isIndex(output.type) ? output.type.arguments.at(-1) : undefined;
        if (last && numberOf(last) === classes)
          yield {
            at: output,
            edits: [survey.replace(last, String(classes + 1))],
            joints: [training, model!, label!, type],
            says: `${model!.name}.${output.name}: ${classes} → ${classes + 1} for ${classes} classes`,
          };
      }
    }
  },
});
