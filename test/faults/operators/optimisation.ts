import { isIndex, isNumberLiteral, type Declaration } from '../../../language/generated/ast.ts';
import { operator } from '../fault.ts';
import { MACHINES } from '../machines.ts';
import { below, blocks, clause, entries, entry, textOf } from '../survey.ts';
import { isStepNode } from '../syntax-kinds.ts';
import { groundOf } from './training.ts';

export const calibrationMissing = operator({
  name: 'calibration-missing',
  area: 'optimisation',
  failure: 'A network is made of 8-bit numbers without seeing data; its accuracy falls apart.',
  *plant(survey) {
    for (const quantise of survey.actions('quantise')) {
      const data = clause(quantise, 'with');
      const isStatic = /scheme: static|method: entropy/.test(textOf(quantise));
      if (data && isStatic && textOf(clause(quantise, 'to')!).includes('int8'))
        yield {
          at: quantise,
          edits: [survey.remove(data)],
          says: `${textOf(quantise).split('\n')[0]} loses ${textOf(data)}`,
        };
    }
  },
});

export const compiledForOther = operator({
  name: 'compiled-for-other-hardware',
  area: 'optimisation',
  failure: 'A TensorRT plan is built for machines without an NVIDIA GPU.',
  *plant(survey) {
    for (const compile of survey.actions('compile')) {
      const to = clause(compile, 'to')?.value;
      const on = clause(compile, 'on')?.value;
      const ground = groundOf(survey, on)[0];
      const has = ground && (MACHINES.get(ground.machine)?.gpus ?? 0) > 0;
      if (to && ground && on) {
        if (textOf(to) === 'tensorrt' && has)
          yield {
            at: ground.node,
            edits: [survey.replace(ground.value, '"m6i.large"')],
            joints: [compile, survey.elementOf(compile)],
            says: `${ground.machine} → m6i.large under compile to tensorrt`,
          };
        if (textOf(to) === 'openvino' && !has)
          yield {
            at: compile,
            edits: [survey.replace(to, 'tensorrt')],
            joints: [ground.node],
            says: `compile to openvino → tensorrt on ${ground.machine}`,
          };
      }
    }
  },
});

export const batchAxisFixed = operator({
  name: 'export-without-batch',
  area: 'optimisation',
  failure: 'A network is exported for one size of batch and compiled for several.',
  *plant(survey) {
    for (const exported of survey.actions('export')) {
      const dynamic = entry(exported, 'dynamic');
      const chain = survey.around(exported, 'optimize');
      const compiled = survey
        .actions('compile')
        .filter((each) => survey.around(each, 'optimize') === chain && /batch: 1\.\./.test(textOf(each)));
      if (dynamic && compiled.length > 0)
        yield {
          at: exported,
          edits: [survey.remove(dynamic)],
          joints: compiled,
          says: `export loses ${textOf(dynamic)}, compile has a range of batches`,
        };
    }
  },
});

export const opsetOld = operator({
  name: 'opset-too-old',
  area: 'optimisation',
  failure: 'An operator set is named that no runtime reads any more.',
  *plant(survey) {
    for (const exported of survey.actions('export')) {
      const opset = entry(exported, 'opset')?.value;
      if (opset)
        yield { at: exported, edits: [survey.replace(opset, '3')], says: `opset: ${textOf(opset)} → 3` };
    }
  },
});

export const pruneAll = operator({
  name: 'pruned-to-nothing',
  area: 'optimisation',
  failure: 'A share is above the whole.',
  *plant(survey) {
    for (const prune of survey.actions('prune')) {
      const to = clause(prune, 'to')?.value;
      if (to && /^\d+%$/.test(textOf(to)))
        yield { at: prune, edits: [survey.replace(to, '400%')], says: `prune to ${textOf(to)} → 400%` };
    }
  },
});

export const mixOff = operator({
  name: 'mix-off',
  area: 'optimisation',
  failure:
    'The shares of the losses do not add up to one; the learning rate is changed without anybody knowing.',
  *plant(survey) {
    for (const mix of survey.declarations('mix')) {
      const shares = entries(mix).map(({ value }) => value);
      const total = shares.reduce((sum, value) => sum + Number(value ? textOf(value) : NaN), 0);
      if (Math.abs(total - 1) < 1e-9)
        yield {
          at: mix,
          edits: [survey.replace(shares[0]!, '0.9')],
          says: `${entries(mix)[0]!.name}: ${textOf(shares[0]!)} → 0.9`,
        };
    }
  },
});

export const studentOfOtherClasses = operator({
  name: 'student-of-other-classes',
  area: 'optimisation',
  failure: 'A student has other classes than its teacher; there is nothing to learn from it.',
  *plant(survey) {
    for (const distil of survey.actions('distil')) {
      const teacher = survey.meaning(distil.object);
      const chain = survey.around(distil, 'optimize');
      if (teacher?.kind !== 'model' || !chain) continue;
      const output = blocks(teacher.node as Declaration, 'output')[0];
      const size = isIndex(output?.type) ? output.type.arguments.at(-1) : undefined;
      if (!output || !size || !isNumberLiteral(size.value)) continue;
      // What the chain ends in is registered as another model, whose outputs must be the teacher's.
      for (const register of survey.actions('register')) {
        const model = survey.meaning(clause(register, 'as')?.value);
        const own = model && blocks(model.node as Declaration, 'output')[0];
        const pipeline = survey.around(register, 'pipeline');
        const runs =
          pipeline &&
          [...below(pipeline.body, isStepNode)].some(
            (step) => survey.meaning(step.action?.object)?.node === chain,
          );
        if (runs && own?.type && isIndex(own.type))
          yield {
            at: output,
            edits: [survey.replace(size, '999')],
            joints: [distil, chain, own, register, survey.elementOf(register)],
            says: `${teacher.name}.${output.name}: ${textOf(size)} → 999 classes`,
          };
      }
    }
  },
});
