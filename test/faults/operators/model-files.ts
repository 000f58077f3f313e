import type { AstNode } from 'langium';
import type { Declaration } from '../../../language/generated/ast.ts';
import type { ProjectFacts, SignatureFact, SignaturePort } from '../../../language/index.ts';
import { operator, type Fault } from '../fault.ts';
import { entry, textOf, type Survey } from '../survey.ts';
import { artifactPath, hasSignature } from './features.ts';

/** Models with a trained file whose header is known. */
export function trained(survey: Survey): { model: Declaration; path: string; artifact: AstNode }[] {
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
  const changed: SignatureFact = {
    ...fact,
    signature: { ...fact.signature, [side]: [change(first!), ...others] },
  };
  const change_: Partial<ProjectFacts> = {
    signature: (path) => (path === each.path ? changed : facts.signature(path)),
  };
  return [
    { at: each.artifact, edits: [], facts: change_, joints: [each.model], says: `${each.path}: ${says}` },
  ];
}

export const fileWithOtherShape = operator({
  name: 'file-with-other-shape',
  area: 'models',
  failure:
    'A new training wrote a file with another input; the service that was written for the old one goes down.',
  *plant(survey) {
    for (const each of trained(survey))
      for (const side of ['inputs', 'outputs'] as const)
        yield* retrained(
          survey,
          each,
          side,
          (port) => ({ ...port, shape: port.shape && [...port.shape.slice(0, -1), 99] }),
          `the first of its ${side} ends in 99`,
        );
  },
});

export const fileWithOtherType = operator({
  name: 'file-with-other-type',
  area: 'models',
  failure: 'A file was exported with other precision than the one that is declared.',
  *plant(survey) {
    for (const each of trained(survey))
      for (const side of ['inputs', 'outputs'] as const)
        yield* retrained(
          survey,
          each,
          side,
          (port) => ({ ...port, dtype: port.dtype === 'float16' ? 'float32' : 'float16' }),
          `the first of its ${side} is of 16 bits`,
        );
  },
});

export const fileWithOtherNames = operator({
  name: 'file-with-other-names',
  area: 'models',
  failure: 'An exporter named the tensors anew; requests name tensors that the model does not have.',
  *plant(survey) {
    for (const each of trained(survey))
      for (const side of ['inputs', 'outputs'] as const)
        yield* retrained(
          survey,
          each,
          side,
          (port) => ({ ...port, name: `onnx::${port.name}_1` }),
          `the first of its ${side} has a new name`,
        );
  },
});

export const fileWithFixedBatch = operator({
  name: 'file-with-fixed-batch',
  area: 'models',
  failure: 'A file was exported for batches of one; the server that puts requests together can not run it.',
  *plant(survey) {
    for (const each of trained(survey)) {
      const isBatched = survey
        .users(survey.symbol(each.model))
        .some((user) => textOf(user).includes('batch 1..'));
      if (isBatched)
        for (const side of ['inputs'] as const)
          yield* retrained(
            survey,
            each,
            side,
            (port) => ({ ...port, shape: port.shape && [1, ...port.shape.slice(1)] }),
            'its input takes batches of 1 only',
          );
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
        yield {
          at: value,
          edits: [],
          facts: { exists: (each) => (each === path ? false : facts.exists(each)) },
          says: `${path} is gone`,
        };
    }
  },
});
