import type { Choices } from './choices.ts';

export interface RandomColumn {
  readonly name: string;
  readonly kind: 'number' | 'text' | 'flag';
}

export interface RandomSource {
  readonly name: string;
  readonly key: string;
  readonly columns: readonly RandomColumn[];
  readonly text: string;
}

export interface RandomView {
  readonly name: string;
  readonly entity: string;
  readonly features: readonly string[];
  readonly text: string;
}

const NUMBERS = ['float32', 'float64', 'int32', 'int64', 'uint16', 'float64?', 'int32?'];

/** A table with a key, a moment and a few columns. */
export function randomSource(choices: Choices, index: number, key: string): RandomSource {
  const columns = choices.many(2, 5, (column): RandomColumn => {
    const kind = column === 0 ? 'number' : choices.one(['number', 'number', 'text', 'flag'] as const);
    return { name: `${kind}_${index}_${column}`, kind };
  });
  const typeOf = ({ kind }: RandomColumn): string =>
    kind === 'number' ? choices.one(NUMBERS) : kind === 'flag' ? 'bool' : choices.one(['string', 'string?']);
  const rows = columns.map((column) => `    ${column.name} : ${typeOf(column)}`);
  const name = `table_${index}`;
  const text = `source ${name} {
  format: ${choices.one(['parquet', 'csv', 'jsonl'])}
  location: "s3://company-lake/${name}/"
  event_time: at_${index}
  schema {
    row_${index} : string key
    ${key} : string
    at_${index} : timestamp
    outcome_${index} : bool
${rows.join('\n')}
  }
}`;
  return { name, key, columns, text };
}

/** Features of an entity with formulas over one table, each of which is a number. */
export function randomView(
  choices: Choices,
  source: RandomSource,
  entity: string,
  index: number,
): RandomView {
  const name = `view_${index}`;
  const rows = choices.many(1, 5, (feature) => {
    const type = choices.one([' : float32', ' : float64', '']);
    return { name: `feature_${index}_${feature}`, text: `${type} = ${formula(choices, source)}` };
  });
  const text = `features ${name} of ${entity} from ${source.name} {
  stores: [offline, online]
${choices.sometimes() ? `  ttl: ${choices.whole(20, 60)}d\n` : ''}${rows.map((row) => `  ${row.name}${row.text}`).join('\n')}
}`;
  return { name, entity, features: rows.map((row) => row.name), text };
}

function formula(choices: Choices, source: RandomSource): string {
  const column = (kind: RandomColumn['kind']): string | undefined => {
    const all = source.columns.filter((each) => each.kind === kind);
    return all.length === 0 ? undefined : choices.one(all).name;
  };
  const number = column('number')!;
  const flag = column('flag');
  const text = column('text');
  const over = ` over ${choices.one(['1h', '6h', '24h', '7d', '14d'])}`;
  return choices.one([
    `avg(${number})${over}`,
    `max(${number})${over}`,
    `avg(if ${number} > ${choices.whole(0, 9)} then 1 else 0)${over}`,
    `avg(${number} * 2 + 1)${over}`,
    `count()${over}`,
    ...(flag === undefined ? [] : [`count_if(${flag})${over}`]),
    ...(text === undefined ? [] : [`count_distinct(${text})${over}`]),
  ]);
}
