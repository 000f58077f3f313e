import { FUNCTIONS, MEASURES, METRICS, VOCABULARY } from '../../language/index.ts';
import { LABEL_FIGURES } from '../../language/vocabulary/functions.ts';
import { DIMENSIONS } from '../../language/types/unit-table.ts';
import { SCALAR_TYPES } from '../../language/types/data-type.ts';
import { AREAS, type BodyWord, type NounWord, type VerbWord } from '../../language/vocabulary/word.ts';
import { cell, table } from './markdown.ts';

const TITLES: Record<(typeof AREAS)[number], string> = {
  data: 'Data',
  features: 'Features',
  training: 'Training',
  models: 'Models',
  pipelines: 'Pipelines',
  serving: 'Serving',
  optimisation: 'Optimisation',
  infrastructure: 'Infrastructure',
  operations: 'Operations',
  recovery: 'Recovery',
  release: 'Release',
  language: 'Language',
};

/** The language reference: every word of the vocabulary with its place, its form and its meaning. */
export function languagePage(): string {
  const lines = [
    '# Language reference',
    '',
    'Generated from the vocabulary (`language/vocabulary`) by `npm run generate`.',
    '',
    'A statement has one of eight forms; which words it may use follows below, area by area.',
    '',
    '```',
    'noun name [: Type flags] [= value] clauses { body }   features card_now of card from payments { … }',
    'template name(p : type = default) for kind { … }      service a = name(args) { overrides }',
    'step name = verb object clauses { body }              step ex = join clean with card_now',
    'name: value                                           ttl: 30d',
    'name [: Type flags] [= formula] clauses               x : float32 = avg(a) over 7d',
    'verb object clauses { body } [then verb …]            retry 3 times backoff exponential from 30s to 10m',
    'name < value                                          latency.p99 < 20ms',
    'on event …  |  when c { … } else { … }  |  for each x in xs { … }',
    '```',
    '',
  ];
  for (const area of AREAS) {
    const nouns = [...VOCABULARY.nouns.values()].filter((noun) => noun.area === area);
    const verbs = [...VOCABULARY.verbs.values()].flat().filter((verb) => verb.area === area);
    if (nouns.length + verbs.length === 0) continue;
    lines.push(`## ${TITLES[area]}`, '');
    for (const noun of nouns) lines.push(...nounSection(noun));
    for (const verb of verbs) lines.push(...verbSection(verb));
  }
  lines.push(...functionSections(), ...typeSections());
  return lines.join('\n').trimEnd() + '\n';
}

function nounSection(noun: NounWord): string[] {
  const name =
    noun.name === 'none' ? '' : noun.choices ? ' choice' : noun.name === 'optional' ? ' [name]' : ' name';
  const type = noun.typed ? (noun.typed === 'required' ? ' : Type' : ' [: Type]') : '';
  const value = noun.value ? ' [= value]' : '';
  return [
    `### ${noun.noun}`,
    '',
    noun.doc,
    '',
    `\`${noun.noun}${name}${type}${value}${clauseText(noun.clauses)} { … }\` — ${places(noun.in)}.`,
    '',
    ...(noun.choices ? [table(['Choice', 'Meaning'], Object.entries(noun.choices)), ''] : []),
    ...clauses(noun.clauses),
    ...body(noun),
  ];
}

function verbSection(verb: VerbWord): string[] {
  const object = verb.object ? (verb.object.required ? ' object' : ' [object]') : '';
  return [
    `### ${verb.verb} (${places(verb.in)})`,
    '',
    verb.doc,
    '',
    `\`${verb.verb}${object}${clauseText(verb.clauses)}\``,
    '',
    ...(verb.object ? [`Object: ${verb.object.type.description}. ${verb.object.doc}`, ''] : []),
    ...clauses(verb.clauses),
    ...body(verb),
  ];
}

const places = (where: readonly string[]): string =>
  where
    .map((place) =>
      place === 'file'
        ? 'at the top of a file'
        : place === 'step'
          ? 'after `step name =`'
          : place === 'on'
            ? 'after `on event` and `then`'
            : `in \`${place}\``,
    )
    .join(', ');

const clauseText = (words: NounWord['clauses']): string =>
  Object.entries(words)
    .map(([word, clause]) => (clause.required ? ` ${word} …` : ` [${word} …]`))
    .join('');

function clauses(words: NounWord['clauses']): string[] {
  const rows = Object.entries(words).map(([word, clause]) => [
    `\`${word}\`${clause.required ? ' (needed)' : ''}`,
    clause.type.description,
    clause.doc,
  ]);
  return rows.length === 0 ? [] : [table(['Clause', 'Value', 'Meaning'], rows), ''];
}

function body(word: BodyWord): string[] {
  const lines: string[] = [];
  if (Object.keys(word.properties).length > 0) lines.push(propertyTable(word.properties), '');
  if (word.rows) lines.push(`Rows: ${word.rows.doc}`, '', ...clauses(word.rows.clauses));
  if (word.rows?.flags) lines.push(table(['Flag', 'Meaning'], Object.entries(word.rows.flags)), '');
  if (word.rows?.properties) lines.push(propertyTable(word.rows.properties), '');
  if (word.names) lines.push(table(['Name inside', 'Meaning'], Object.entries(word.names)), '');
  if (word.settings) lines.push(`Free settings: ${word.settings.doc}`, '');
  if (word.conditions) lines.push(`Conditions: ${word.conditions.doc}`, '');
  if (word.shares) lines.push(`Shares: ${word.shares.doc}`, '');
  if (word.events) lines.push(table(['Event', 'When'], Object.entries(word.events)), '');
  return lines;
}

const propertyTable = (properties: BodyWord['properties']): string =>
  table(
    ['Property', 'Value', 'Default', 'Meaning'],
    Object.entries(properties).map(([name, property]) => [
      `\`${name}\`${property.required ? ' (needed)' : ''}`,
      cell(property.type.description),
      property.default === undefined ? '' : `\`${property.default}\``,
      property.doc,
    ]),
  );

function functionSections(): string[] {
  const functions = [...FUNCTIONS.values()].map((word) => [`\`${word.signature}\``, word.role, word.doc]);
  const measures = [...MEASURES.values(), ...METRICS.values(), ...LABEL_FIGURES.values()].map((word) => [
    `\`${word.name}\``,
    word.members?.map((member) => `\`.${member}\``).join(' ') ?? '',
    word.dimension ?? 'number',
    word.doc,
  ]);
  return [
    '## Functions',
    '',
    table(['Function', 'Use', 'Meaning'], functions),
    '',
    '## Measures and metrics',
    '',
    table(['Name', 'Members', 'Unit', 'Meaning'], measures),
    '',
  ];
}

function typeSections(): string[] {
  return [
    '## Types',
    '',
    `Scalars: ${SCALAR_TYPES.map((name) => `\`${name}\``).join(', ')}. A question mark makes a type nullable.`,
    'Others: `decimal[precision, scale]`, `enum[a, b]`, `list[T]`, `struct[a: T]`, tensors such as `float32[batch, 3]`.',
    '',
    '## Units',
    '',
    table(
      ['Dimension', 'Units'],
      DIMENSIONS.map((row) => [
        row.name,
        Object.keys(row.units)
          .map((unit) => `\`${unit}\``)
          .join(' '),
      ]),
    ),
    '',
    'A rate is a number and a time: `500/s`, `60/min`; money is a number and a currency: `400EUR`, `2.10USD/h`.',
  ];
}
