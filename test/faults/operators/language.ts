import type { AstNode } from 'langium';
import { isAction, type QuantityLiteral } from '../../../language/generated/ast.ts';
import { operator } from '../fault.ts';
import { textOf } from '../survey.ts';
import { isImportedNode, isNameNode } from '../syntax-kinds.ts';

export const importRemoved = operator({
  name: 'import-removed',
  area: 'language',
  failure: 'A merge drops an import; what the file names is no longer known.',
  *plant(survey) {
    for (const node of survey.all(isImportedNode)) {
      const symbol = survey.meaning(node);
      const used = survey
        .uses(symbol)
        .filter((use) => use.node !== node && survey.fileOf(use.node) === survey.fileOf(node));
      if (symbol && used.length > 0) {
        const statement = node.$container;
        const edit = statement.names.length === 1 ? survey.remove(statement) : survey.remove(node);
        yield {
          at: node,
          edits: [edit],
          joints: used.map((use) => survey.elementOf(use.node)),
          says: `import of ${node.name} is removed`,
        };
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
      const importers = [...survey.project.files.values()]
        .flatMap(({ symbols }) => symbols.imports)
        .filter((each) => each.package === file.symbols.package);
      const isAlone =
        [...survey.project.files.values()].filter(({ symbols }) => symbols.package === file.symbols.package)
          .length === 1;
      if (packageNode && isAlone && importers.length > 0)
        yield {
          at: packageNode,
          edits: [survey.replaceIn(packageNode, file.symbols.package, `${file.symbols.package}_core`)!],
          joints: importers,
          says: `package ${file.symbols.package} → ${file.symbols.package}_core`,
        };
    }
  },
});

export const referenceMisspelt = operator({
  name: 'reference-misspelt',
  area: 'language',
  failure: 'A name is mistyped.',
  *plant(survey) {
    for (const { node, span } of survey.bindings) {
      if (span || !isNameNode(node) || node.name.length < 4 || isFreeWord(node)) continue;
      const wrong = node.name.slice(0, -2) + node.name.at(-1)! + node.name.at(-2)!;
      if (wrong !== node.name)
        yield {
          at: survey.elementOf(node),
          edits: [survey.replace(node, wrong)],
          says: `${node.name} → ${wrong}`,
        };
    }
  },
});

/** What is cached or collected, and what a metric is called, are words of one's own that may be names by chance. */
const isFreeWord = (node: AstNode): boolean => {
  const owner = node.$container?.$type === 'List' ? node.$container.$container : node.$container;
  return isAction(owner) && ['cache', 'collect', 'metrics'].includes(owner.verb);
};

export const declarationRenamed = operator({
  name: 'declaration-renamed',
  area: 'language',
  failure: 'An element is renamed where it stands, and nowhere else.',
  *plant(survey) {
    for (const node of survey.declarations(
      'source',
      'sink',
      'entity',
      'features',
      'bundle',
      'model',
      'training',
      'pipeline',
      'service',
      'cloud',
      'cluster',
      'pool',
      'bucket',
      'channel',
      'dataset',
      'environment',
      'step',
      'param',
      'engine',
    )) {
      const symbol = survey.symbol(node);
      const uses = survey.uses(symbol);
      const edit = node.name && survey.replaceIn(node, new RegExp(`\\b${node.name}\\b`), `${node.name}_new`);
      if (edit && uses.length > 0)
        yield {
          at: node,
          edits: [edit],
          joints: uses.map((use) => survey.elementOf(use.node)),
          says: `${node.noun} ${node.name} → ${node.name}_new`,
        };
    }
  },
});

export const nameTwice = operator({
  name: 'name-twice',
  area: 'language',
  failure: 'A copy of an element was left behind; which one counts depends on who reads.',
  *plant(survey) {
    for (const node of survey.declarations(
      'source',
      'entity',
      'features',
      'model',
      'service',
      'channel',
      'pool',
      'bucket',
      'environment',
    ))
      if (node.name && node.body)
        yield {
          at: node,
          edits: [survey.insertAfter(node, `\n${textOf(node)}`)],
          says: `${node.noun} ${node.name} stands twice`,
        };
  },
});

export const unitUnknown = operator({
  name: 'unit-unknown',
  area: 'language',
  failure: 'A unit is mistyped.',
  *plant(survey) {
    for (const node of survey.all((each): each is QuantityLiteral => each.$type === 'QuantityLiteral'))
      if (/^\d+ms$/.test(textOf(node)))
        yield {
          at: survey.elementOf(node),
          edits: [survey.replace(node, textOf(node).replace('ms', 'msx'))],
          says: `${textOf(node)} → ${textOf(node)}x`,
        };
  },
});

export const durationBecomesNumber = operator({
  name: 'duration-without-unit',
  area: 'language',
  failure: 'A time without its unit: seconds for one tool, milliseconds for the next.',
  *plant(survey) {
    for (const node of survey.all((each): each is QuantityLiteral => each.$type === 'QuantityLiteral')) {
      const number = /^(\d+)(ms|s|m|h|d)$/.exec(textOf(node))?.[1];
      if (number && number !== '0')
        yield {
          at: survey.elementOf(node),
          edits: [survey.replace(node, number)],
          says: `${textOf(node)} → ${number}`,
        };
    }
  },
});
