import type { AstNode } from 'langium';
import { isImportedName, isNameRef, type Declaration, type Parameter } from '../../../language/generated/ast.ts';
import { operator } from '../fault.ts';
import { actionsOf, below, clause, entries, statementsOf, textOf } from '../survey.ts';

const isImported = (node: AstNode): node is import('../../../language/generated/ast.ts').ImportedName => isImportedName(node);
const isName = (node: AstNode): node is import('../../../language/generated/ast.ts').NameRef => isNameRef(node);

export const importRemoved = operator({
  name: 'import-removed',
  area: 'language',
  failure: 'A merge drops an import; what the file names is no longer known.',
  *plant(survey) {
    for (const node of survey.all(isImported)) {
      const symbol = survey.meaning(node);
      const used = survey.uses(symbol).filter((use) => use.node !== node && survey.fileOf(use.node) === survey.fileOf(node));
      if (symbol && used.length > 0) {
        const statement = node.$container;
        const edit = statement.names.length === 1 ? survey.remove(statement) : survey.remove(node);
        yield { at: node, edits: [edit], joints: used.map((use) => survey.elementOf(use.node)), says: `import of ${node.name} is removed` };
      }
    }
  },
});

export const packageRenamed = operator({
  name: 'package-renamed',
  area: 'language',
  failure: 'A package gets a new name; those who import it still use the old one.',
  *plant(survey) {
    for (const file of survey.project.files.values()) {
      const { packageNode } = file.symbols;
      const importers = [...survey.project.files.values()].flatMap(({ symbols }) => symbols.imports).filter((each) => each.package === file.symbols.package);
      const isAlone = [...survey.project.files.values()].filter(({ symbols }) => symbols.package === file.symbols.package).length === 1;
      if (packageNode && isAlone && importers.length > 0)
        yield { at: packageNode, edits: [survey.replaceIn(packageNode, file.symbols.package, `${file.symbols.package}_core`)!], joints: importers, says: `package ${file.symbols.package} → ${file.symbols.package}_core` };
    }
  },
});

export const referenceMisspelt = operator({
  name: 'reference-misspelt',
  area: 'language',
  failure: 'A name is mistyped.',
  *plant(survey) {
    for (const { node, span } of survey.bindings) {
      if (span || !isName(node) || node.name.length < 4) continue;
      const wrong = node.name.slice(0, -2) + node.name.at(-1)! + node.name.at(-2)!;
      if (wrong !== node.name) yield { at: survey.elementOf(node), edits: [survey.replace(node, wrong)], says: `${node.name} → ${wrong}` };
    }
  },
});

export const declarationRenamed = operator({
  name: 'declaration-renamed',
  area: 'language',
  failure: 'An element is renamed where it stands, and nowhere else.',
  *plant(survey) {
    for (const node of survey.declarations('source', 'sink', 'entity', 'features', 'bundle', 'model', 'training', 'pipeline', 'service', 'cloud', 'cluster', 'pool', 'bucket', 'channel', 'dataset', 'environment', 'step', 'param', 'engine')) {
      const symbol = survey.symbol(node);
      const uses = survey.uses(symbol);
      const edit = node.name && survey.replaceIn(node, new RegExp(`\\b${node.name}\\b`), `${node.name}_new`);
      if (edit && uses.length > 0) yield { at: node, edits: [edit], joints: uses.map((use) => survey.elementOf(use.node)), says: `${node.noun} ${node.name} → ${node.name}_new` };
    }
  },
});

export const nameTwice = operator({
  name: 'name-twice',
  area: 'language',
  failure: 'A copy of an element was left behind; which one counts depends on who reads.',
  *plant(survey) {
    for (const node of survey.declarations('source', 'entity', 'features', 'model', 'service', 'channel', 'pool', 'bucket', 'environment'))
      if (node.name && node.body) yield { at: node, edits: [survey.insertAfter(node, `\n${textOf(node)}`)], says: `${node.noun} ${node.name} stands twice` };
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
      if (edit && isTop && isMissing && uses.length > 0) yield { at: param, edits: [edit], joints: survey.declarations('environment', 'deployment'), says: `param ${param.name} loses its value` };
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
      if (range && param.value && param.$container?.$type === 'File') yield { at: param, edits: [survey.replace(param.value, String(Number(range[2]) * 10))], says: `param ${param.name} = ${textOf(param.value)} → ${Number(range[2]) * 10}` };
    }
    for (const override of survey.all((node): node is Declaration => (node as Declaration).noun === 'param' && survey.inEnvironment(node))) {
      const symbol = survey.meaning(override) ?? survey.symbols('param').find(({ name }) => name === override.name);
      const range = symbol && /in (\d+)\.\.(\d+)/.exec(textOf(symbol.node));
      if (range && override.value) yield { at: override, edits: [survey.replace(override.value, String(Number(range[2]) * 10))], joints: [symbol.node], says: `param ${override.name} = ${textOf(override.value)} → ${Number(range[2]) * 10} in an environment` };
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
      if (param.value && type && /^(int|float)\b/.test(type)) yield { at: param, edits: [survey.replace(param.value, '"many"')], says: `param ${param.name} = ${textOf(param.value)} → "many"` };
    }
  },
});

export const environmentCycle = operator({
  name: 'environment-cycle',
  area: 'language',
  failure: 'Two environments extend each other; neither can be resolved.',
  *plant(survey) {
    for (const environment of survey.declarations('environment')) {
      const base = survey.meaning(clause(environment, 'extends')?.value);
      const node = base?.node as Declaration | undefined;
      if (!node || clause(node, 'extends')) continue;
      yield { at: node, edits: [survey.replaceIn(node, new RegExp(`environment\\s+${base!.name}\\b`), `environment ${base!.name} extends ${environment.name!}`)!], joints: [environment], says: `${base!.name} extends ${environment.name}, which extends ${base!.name}` };
    }
  },
});

export const overrideOfNothing = operator({
  name: 'override-of-nothing',
  area: 'language',
  failure: 'An environment overrides something that is not there; the production settings are those of development.',
  *plant(survey) {
    for (const environment of survey.declarations('environment'))
      for (const node of below(environment.body, (each): each is Declaration => (each as Declaration).noun !== undefined && (each as Declaration).name !== undefined)) {
        const edit = survey.replaceIn(node, new RegExp(`\\b${node.name!}\\b`), `${node.name!}_old`);
        if (edit && node !== environment) yield { at: node, edits: [edit], joints: [environment], says: `${environment.name} overrides ${node.noun} ${node.name}_old` };
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
        if (argument.name) yield { at: node, edits: [survey.replaceIn(argument, argument.name, `${argument.name}s`)!], says: `${argument.name}: → ${argument.name}s:` };
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
      if (first && parameter && !parameter.default) yield { at: node, edits: [survey.remove(first)], joints: template ? [template] : [], says: `${node.name} loses the argument ${textOf(first)}` };
    }
  },
});

export const thresholdSlip = operator({
  name: 'threshold-percent-slip',
  area: 'pipelines',
  failure: 'A threshold is written in percent where a ratio is meant; no model ever passes.',
  *plant(survey) {
    for (const require of survey.actions('require')) {
      const text = textOf(require);
      const ratio = /(auc|auroc|accuracy|f1|ndcg|recall|precision|recall_at\(100\)|map50|top1)\s*>=?\s*(0\.\d+)$/.exec(text.split('\n')[0]!);
      const percent = />=?\s*(\d+(?:\.\d+)?)%$/.exec(text);
      if (ratio) yield { at: require, edits: [survey.replaceIn(require, ratio[2]!, String(Math.round(Number(ratio[2]) * 100)))!], says: `${text} → ${Math.round(Number(ratio[2]) * 100)}` };
      if (percent) yield { at: require, edits: [survey.replaceIn(require, `${percent[1]}%`, percent[1]!)!], says: `${text} → without its percent` };
    }
    for (const param of survey.declarations('param'))
      if (param.value && /^minimum_auc/.test(param.name ?? '') && param.$container?.$type === 'File')
        yield { at: param, edits: [survey.replace(param.value, '65')], joints: survey.users(survey.symbol(param)), says: `param ${param.name} = ${textOf(param.value)} → 65` };
  },
});

export const significanceSlip = operator({
  name: 'significance-slip',
  area: 'release',
  failure: 'The chance of a false alarm is above one; every experiment is won.',
  *plant(survey) {
    for (const power of survey.declarations('power'))
      for (const each of entries(power))
        if (/^(alpha|beta)$/.test(each.name) && each.value) yield { at: power, edits: [survey.replace(each.value, '500%')], says: `${textOf(each)} → 500%` };
  },
});

export const experimentSharesOff = operator({
  name: 'experiment-shares-off',
  area: 'release',
  failure: 'The groups of an experiment do not add up to all users; the sample ratio is wrong from the first day.',
  *plant(survey) {
    for (const experiment of survey.declarations('experiment'))
      for (const split of actionsOf(experiment, 'split')) {
        const first = statementsOf(split)[0];
        const share = first && /share: (\d+)%/.exec(textOf(first));
        if (first && share) yield { at: split, edits: [survey.replaceIn(first, `${share[1]}%`, `${Number(share[1]) - 10}%`)!], says: `${textOf(first)} → ${Number(share[1]) - 10}%` };
      }
  },
});

export const unitUnknown = operator({
  name: 'unit-unknown',
  area: 'language',
  failure: 'A unit is mistyped.',
  *plant(survey) {
    for (const node of survey.all((each): each is import('../../../language/generated/ast.ts').QuantityLiteral => each.$type === 'QuantityLiteral'))
      if (/^\d+ms$/.test(textOf(node))) yield { at: survey.elementOf(node), edits: [survey.replace(node, textOf(node).replace('ms', 'msx'))], says: `${textOf(node)} → ${textOf(node)}x` };
  },
});

export const durationBecomesNumber = operator({
  name: 'duration-without-unit',
  area: 'language',
  failure: 'A time without its unit: seconds for one tool, milliseconds for the next.',
  *plant(survey) {
    for (const node of survey.all((each): each is import('../../../language/generated/ast.ts').QuantityLiteral => each.$type === 'QuantityLiteral')) {
      const number = /^(\d+)(ms|s|m|h|d)$/.exec(textOf(node))?.[1];
      if (number && number !== '0') yield { at: survey.elementOf(node), edits: [survey.replace(node, number)], says: `${textOf(node)} → ${number}` };
    }
  },
});


export const experimentOfSame = operator({
  name: 'experiment-of-the-same',
  area: 'release',
  failure: 'Both groups of an experiment see the same version; it ends in two weeks with nothing.',
  *plant(survey) {
    for (const experiment of survey.declarations('experiment'))
      for (const split of actionsOf(experiment, 'split')) {
        const variants = statementsOf(split).map((each) => ({ each, version: /\w+@\w+/.exec(textOf(each))?.[0] }));
        const [first, second] = variants;
        if (first?.version && second?.version && first.version !== second.version)
          yield { at: split, edits: [survey.replaceIn(second.each, second.version, first.version)!], says: `${second.version} → ${first.version}, as in the other group` };
      }
  },
});
