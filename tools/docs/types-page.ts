import { printType, scalar, SCALAR_TYPES, type DataType } from '../../language/types/data-type.ts';
import { LOSSES } from '../../language/types/losses.ts';
import { SYSTEMS, typeIn, type SystemName, type TypePlace } from '../../language/types/type-table.ts';
import { table } from './markdown.ts';

const NAMES = Object.keys(SYSTEMS) as SystemName[];

/** Types that are more than a name, one of each kind. */
const COMPOUND: readonly DataType[] = [
  { kind: 'scalar', name: 'timestamp', unit: 'ms', zone: 'UTC', nullable: false },
  { kind: 'scalar', name: 'timestamp', unit: 'us', zone: 'Europe/Berlin', nullable: false },
  { kind: 'scalar', name: 'timestamp', unit: 'us', zone: 'local', nullable: false },
  scalar('int64', true),
  { kind: 'decimal', precision: 10, scale: 2, nullable: false },
  { kind: 'enum', values: ['free', 'pro'], nullable: false },
  { kind: 'list', item: scalar('string'), nullable: false },
  { kind: 'map', key: scalar('string'), value: scalar('float32'), nullable: false },
  {
    kind: 'struct',
    fields: [
      { name: 'zip', type: scalar('string') },
      { name: 'flat', type: scalar('int32', true) },
    ],
    nullable: false,
  },
  { kind: 'tensor', item: 'float32', shape: ['batch', 3], nullable: false },
  { kind: 'image', mode: 'rgb', height: 224, width: 224, nullable: false },
];

/** What other systems call each type, what they lose, and where that is written. */
export function typesPage(): string {
  const types = [...SCALAR_TYPES.map((name) => scalar(name)), ...COMPOUND];
  const lines = [
    '# Types in other systems',
    '',
    'Generated from `language/types/type-table.ts` by `npm run generate`.',
    '',
    'A type that another system has no name for is marked —; one that loses something there has the name of its loss, which is',
    'explained below the table. `tenon why` names the losses on the way of a value.',
    '',
  ];
  for (const group of [NAMES.slice(0, 4), NAMES.slice(4, 8), NAMES.slice(8)]) {
    lines.push(
      table(
        ['Type', ...group.map((name) => SYSTEMS[name].title)],
        types.map((type) => [`\`${printType(type)}\``, ...group.map((name) => placeText(name, type))]),
      ),
      '',
    );
  }
  lines.push('## What gets lost', '');
  for (const name of NAMES) {
    const said = notes(name, types);
    lines.push(`### ${SYSTEMS[name].title}`, '');
    if (said.length > 0) lines.push(table(['Loss', 'What it means'], said), '');
    lines.push(`Sources: ${SYSTEMS[name].sources.join('; ')}.`, '');
  }
  lines.push(
    '## Casts inside a model',
    '',
    'A value that goes into another type, such as a feature into a tensor, fits as it is, is cast without a change,',
    'is cast with one of these losses, or does not fit.',
    '',
    table(
      ['Loss', 'What it means'],
      Object.entries(LOSSES).map(([id, text]) => [`\`${id}\``, text]),
    ),
  );
  return lines.join('\n').trimEnd() + '\n';
}

function placeText(system: SystemName, type: DataType): string {
  const place: TypePlace = typeIn(system, type);
  if ('unsupported' in place) return '—';
  return place.loss ? `\`${place.name}\` (${place.loss.id})` : `\`${place.name}\``;
}

function notes(system: SystemName, types: readonly DataType[]): string[][] {
  const said = new Map<string, string>();
  for (const type of types) {
    const place: TypePlace = typeIn(system, type);
    if ('unsupported' in place) said.set(`${printType(type)} —`, place.unsupported);
    else if (place.loss) said.set(place.loss.id, place.loss.text);
  }
  return [...said].map(([id, text]) => [`\`${id}\``, text]);
}
