import type { Declaration, Parameter } from '../../../language/generated/ast.ts';
import { operator } from '../fault.ts';
import { below, clause, textOf } from '../survey.ts';

export const environmentCycle = operator({
  name: 'environment-cycle',
  area: 'language',
  failure: 'Two environments extend each other; neither can be resolved.',
  *plant(survey) {
    for (const environment of survey.declarations('environment')) {
      const base = survey.meaning(clause(environment, 'extends')?.value);
      const node = base?.node as Declaration | undefined;
      if (!node || clause(node, 'extends')) continue;
      yield {
        at: node,
        edits: [
          survey.replaceIn(
            node,
            new RegExp(`environment\\s+${base!.name}\\b`),
            `environment ${base!.name} extends ${environment.name!}`,
          )!,
        ],
        joints: [environment],
        says: `${base!.name} extends ${environment.name}, which extends ${base!.name}`,
      };
    }
  },
});

export const overrideOfNothing = operator({
  name: 'override-of-nothing',
  area: 'language',
  failure:
    'An environment overrides something that is not there; the production settings are those of development.',
  *plant(survey) {
    for (const environment of survey.declarations('environment'))
      for (const node of below(
        environment.body,
        (each): each is Declaration =>
          (each as Declaration).noun !== undefined && (each as Declaration).name !== undefined,
      )) {
        const edit = survey.replaceIn(node, new RegExp(`\\b${node.name!}\\b`), `${node.name!}_old`);
        if (edit && node !== environment)
          yield {
            at: node,
            edits: [edit],
            joints: [environment],
            says: `${environment.name} overrides ${node.noun} ${node.name}_old`,
          };
      }
  },
});

export const templateArgumentWrong = operator({
  name: 'template-argument-misnamed',
  area: 'language',
  failure: 'An argument of a template is misnamed; the default is used instead.',
  *plant(survey) {
    for (const node of survey.declarations('cloud', 'service', 'pipeline')) {
      if (node.value?.$type !== 'Call') continue;
      for (const argument of node.value.arguments)
        if (argument.name)
          yield {
            at: node,
            edits: [survey.replaceIn(argument, argument.name, `${argument.name}s`)!],
            says: `${argument.name}: → ${argument.name}s:`,
          };
    }
  },
});

export const templateParameterMissing = operator({
  name: 'template-argument-missing',
  area: 'language',
  failure: 'A template is used without a value that it needs.',
  *plant(survey) {
    for (const node of survey.declarations('cloud', 'service', 'pipeline')) {
      if (node.value?.$type !== 'Call') continue;
      const template = survey.meaning(node.value.callee)?.node as Declaration | undefined;
      const first = node.value.arguments[0];
      const parameter: Parameter | undefined = template?.parameters.find(({ name }) => name === first?.name);
      if (first && parameter && !parameter.default)
        yield {
          at: node,
          edits: [survey.remove(first)],
          joints: template ? [template] : [],
          says: `${node.name} loses the argument ${textOf(first)}`,
        };
    }
  },
});

export const parameterWithoutValue = operator({
  name: 'parameter-without-value',
  area: 'language',
  failure: 'An environment gives a parameter no value; the deployment stops there.',
  *plant(survey) {
    for (const param of survey.declarations('param')) {
      const uses = survey.uses(survey.symbol(param)).filter(({ node }) => !survey.inEnvironment(node));
      const value = param.value;
      const edit = value && survey.replaceIn(param, /\s*=\s*[\s\S]*$/, '');
      const isTop = param.$container?.$type === 'File';
      // Without environments a value may still come from the command line, and one that sets it has one.
      const isMissing = survey.environments().some((each) => !survey.isSetBy(each, `param ${param.name} /`));
      if (edit && isTop && isMissing && uses.length > 0)
        yield {
          at: param,
          edits: [edit],
          joints: survey.declarations('environment', 'deployment'),
          says: `param ${param.name} loses its value`,
        };
    }
  },
});

export const parameterOutside = operator({
  name: 'parameter-out-of-bounds',
  area: 'language',
  failure: 'A value lies outside of what the parameter allows.',
  *plant(survey) {
    for (const param of survey.declarations('param')) {
      const range = /in (\d+)\.\.(\d+)/.exec(textOf(param));
      if (range && param.value && param.$container?.$type === 'File')
        yield {
          at: param,
          edits: [survey.replace(param.value, String(Number(range[2]) * 10))],
          says: `param ${param.name} = ${textOf(param.value)} → ${Number(range[2]) * 10}`,
        };
    }
    for (const override of survey.all(
      (node): node is Declaration => (node as Declaration).noun === 'param' && survey.inEnvironment(node),
    )) {
      const symbol =
        survey.meaning(override) ?? survey.symbols('param').find(({ name }) => name === override.name);
      const range = symbol && /in (\d+)\.\.(\d+)/.exec(textOf(symbol.node));
      if (range && override.value)
        yield {
          at: override,
          edits: [survey.replace(override.value, String(Number(range[2]) * 10))],
          joints: [symbol.node],
          says: `param ${override.name} = ${textOf(override.value)} → ${Number(range[2]) * 10} in an environment`,
        };
    }
  },
});

export const parameterRetyped = operator({
  name: 'parameter-of-other-type',
  area: 'language',
  failure: 'An environment sets a text where a number is wanted.',
  *plant(survey) {
    for (const param of survey.declarations('param')) {
      const type = param.type && textOf(param.type);
      if (param.value && type && /^(int|float)\b/.test(type))
        yield {
          at: param,
          edits: [survey.replace(param.value, '"many"')],
          says: `param ${param.name} = ${textOf(param.value)} → "many"`,
        };
    }
  },
});
