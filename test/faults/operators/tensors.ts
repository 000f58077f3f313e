import type { AstNode } from 'langium';
import { isAction, isDeclaration, isIndex, isNameRef, isNumberLiteral, isStep, type Argument, type Declaration, type Index, type Step } from '../../../language/generated/ast.ts';
import type { ProjectFacts, SignatureFact, SignaturePort } from '../../../language/index.ts';
import { operator, type Fault } from '../fault.ts';
import { below, blocks, clause, entry, items, textOf, type Survey } from '../survey.ts';
import { artifactPath, hasSignature } from './features.ts';

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
      const isMet = (text: string): boolean => isRead || isFed || others.some((other) => other.includes(text));
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
    return meant === undefined || !isDeclaration(meant) ? [] : meant.noun === noun ? [meant] : blocks(meant, noun);
  };
  const takes = (step: Step): AstNode[] => [...below(clause(step.action!, 'on')?.value, isNameNode)];
  const found = steps.flatMap((step) => {
    const isOwn = survey.meaning(step.action!.object) === symbol;
    if (port.noun === 'input')
      return isOwn ? takes(step).flatMap((node) => [...portsOf(node, 'output'), ...serviceInput(survey, node)]) : [];
    if (isOwn)
      return survey.declarations('output').filter((output) => {
        const from = clause(output, 'from')?.value;
        return from !== undefined && [...below(from, isNameNode)].some((node) => survey.meaning(node)?.node === step);
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
const isNameNode = (node: AstNode): node is AstNode => isNameRef(node);

/** Steps of services and other elements that run a model between others. */
const wiredIn = (survey: Survey, model: Declaration): AstNode[] =>
  survey.users(survey.symbol(model)).filter((each) => survey.around(each, 'step') && survey.around(each, 'service'));

const numberOf = (argument: Argument): number | undefined =>
  isNumberLiteral(argument.value) ? argument.value.value : undefined;

/** Steps run in a chain: what goes wrong with a tensor shows at the step before or after, too. */
function chainJoints(survey: Survey, { port, model }: Port): AstNode[] {
  const steps = wiredIn(survey, model);
  const services = steps.flatMap((each) => survey.around(each, 'service') ?? []);
  const others = services.flatMap((service) => [...blocks(service, 'step'), ...blocks(service, 'input'), ...blocks(service, 'output')]);
  const from = items(clause(port, 'from')?.value).flatMap((node) => survey.meaning(node)?.node ?? []);
  return [model, ...steps, ...others, ...from];
}

export const swapDimensions = operator({
  name: 'swap-dimensions',
  area: 'models',
  failure: 'Height and width, or channels and height, change places; the server refuses requests, or reads them wrong.',
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
        yield { at: port, edits: survey.rename(symbol, `${port.name!}_x`), joints: [model], says: `${model.name}.${port.name} → ${port.name}_x` };
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

/** Models with a trained file whose header is known. */
function trained(survey: Survey): { model: Declaration; path: string; artifact: AstNode }[] {
  return survey.declarations('model').flatMap((model) => {
    const path = artifactPath(model);
    const artifact = entry(model, 'artifact');
    return path !== undefined && artifact && hasSignature(survey, model) ? [{ model, path, artifact }] : [];
  });
}

function retrained(
  survey: Survey,
  each: { model: Declaration; path: string; artifact: AstNode },
  side: 'inputs' | 'outputs',
  change: (port: SignaturePort) => SignaturePort,
  says: string,
): Fault[] {
  const { facts } = survey;
  const fact = facts.signature(each.path);
  if (!fact || !('signature' in fact) || fact.signature[side].length === 0) return [];
  const [first, ...others] = fact.signature[side];
  const changed: SignatureFact = { ...fact, signature: { ...fact.signature, [side]: [change(first!), ...others] } };
  const change_: Partial<ProjectFacts> = {
    signature: (path) => (path === each.path ? changed : facts.signature(path)),
  };
  return [{ at: each.artifact, edits: [], facts: change_, joints: [each.model], says: `${each.path}: ${says}` }];
}

export const fileWithOtherShape = operator({
  name: 'file-with-other-shape',
  area: 'models',
  failure: 'A new training wrote a file with another input; the service that was written for the old one goes down.',
  *plant(survey) {
    for (const each of trained(survey))
      for (const side of ['inputs', 'outputs'] as const)
        yield* retrained(survey, each, side, (port) => ({ ...port, shape: port.shape && [...port.shape.slice(0, -1), 99] }), `the first of its ${side} ends in 99`);
  },
});

export const fileWithOtherType = operator({
  name: 'file-with-other-type',
  area: 'models',
  failure: 'A file was exported with other precision than the one that is declared.',
  *plant(survey) {
    for (const each of trained(survey))
      for (const side of ['inputs', 'outputs'] as const)
        yield* retrained(survey, each, side, (port) => ({ ...port, dtype: port.dtype === 'float16' ? 'float32' : 'float16' }), `the first of its ${side} is of 16 bits`);
  },
});

export const fileWithOtherNames = operator({
  name: 'file-with-other-names',
  area: 'models',
  failure: 'An exporter named the tensors anew; requests name tensors that the model does not have.',
  *plant(survey) {
    for (const each of trained(survey))
      for (const side of ['inputs', 'outputs'] as const)
        yield* retrained(survey, each, side, (port) => ({ ...port, name: `onnx::${port.name}_1` }), `the first of its ${side} has a new name`);
  },
});

export const fileWithFixedBatch = operator({
  name: 'file-with-fixed-batch',
  area: 'models',
  failure: 'A file was exported for batches of one; the server that puts requests together can not run it.',
  *plant(survey) {
    for (const each of trained(survey)) {
      const isBatched = survey.users(survey.symbol(each.model)).some((user) => textOf(user).includes('batch 1..'));
      if (isBatched)
        for (const side of ['inputs'] as const)
          yield* retrained(survey, each, side, (port) => ({ ...port, shape: port.shape && [1, ...port.shape.slice(1)] }), 'its input takes batches of 1 only');
    }
  },
});

export const modelFileGone = operator({
  name: 'model-file-gone',
  area: 'models',
  failure: 'The file of a model is not where the model says; the server starts without it.',
  *plant(survey) {
    for (const { path, artifact } of trained(survey)) {
      const { facts } = survey;
      yield {
        at: artifact,
        edits: [],
        facts: {
          exists: (each) => (each === path ? false : facts.exists(each)),
          signature: (each) => (each === path ? undefined : facts.signature(each)),
        },
        says: `${path} is gone`,
      };
    }
  },
});

export const programGone = operator({
  name: 'program-gone',
  area: 'training',
  failure: 'The program of a training was moved; the step fails when everything before it is done.',
  *plant(survey) {
    for (const training of survey.declarations('training', 'engine')) {
      const value = entry(training, 'entrypoint');
      const path = value?.value && /"([^"]+)"/.exec(textOf(value.value))?.[1];
      const { facts } = survey;
      if (value && path !== undefined && facts.exists(path) === true)
        yield { at: value, edits: [], facts: { exists: (each) => (each === path ? false : facts.exists(each)) }, says: `${path} is gone` };
    }
  },
});

export const batchAboveFixed = operator({
  name: 'batch-above-tensor',
  area: 'serving',
  failure: 'The server puts more requests together than the tensors of the model take.',
  *plant(survey) {
    for (const batch of survey.actions('batch')) {
      const range = batch.object && /^1\.\.(\d+)$/.exec(textOf(batch.object));
      if (!range || Number(range[1]) < 2) continue;
      const owner = batch.$container.$container;
      if (!isAction(owner)) continue;
      const model = survey.meaning(owner.object);
      if (model?.kind !== 'model') continue;
      const edits = [...blocks(model.node as Declaration, 'input'), ...blocks(model.node as Declaration, 'output')].flatMap(
        ({ type }) =>
          isIndex(type) && type.arguments[0] && textOf(type.arguments[0]) === 'batch'
            ? [survey.replace(type.arguments[0], '1')]
            : [],
      );
      if (edits.length > 0)
        yield {
          at: model.node,
          edits,
          joints: [batch, ...blocks(model.node as Declaration, 'input'), ...blocks(model.node as Declaration, 'output')],
          says: `${model.name} takes batches of 1, ${textOf(batch)} stays`,
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
