import type { TableColumn } from '../../language/project/facts.ts';
import { TextColumn } from '../text/text-column.ts';

/** How Hive writes a value that is not there. */
const NO_VALUE = '__HIVE_DEFAULT_PARTITION__';

/** Columns that folders such as `day=2024-01-01/hour=3` say, with types that hold all their values. */
export function partitionColumns(files: readonly string[]): TableColumn[] {
  const columns = new Map<string, TextColumn>();
  const seen = new Set<string>();
  for (const file of files) {
    for (const folder of file.split('/').slice(0, -1)) {
      if (seen.has(folder)) continue;
      seen.add(folder);
      const [, name, value] = /^([^=]+)=(.*)$/.exec(folder) ?? [];
      if (name === undefined || value === undefined) continue;
      let column = columns.get(name);
      if (!column) columns.set(name, (column = new TextColumn(name)));
      if (value === NO_VALUE) column.addNull();
      else column.add(decoded(value), 1);
    }
  }
  return [...columns.values()].map((column) => {
    const { name, type } = column.column();
    return { name, type, partition: true };
  });
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
