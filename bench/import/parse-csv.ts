/** Rows of a CSV text as RFC 4180 describes it; lines end with LF or CRLF, empty lines are left out. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endCell = (): void => {
    row.push(cell.trim());
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    if (row.some((each) => each !== '')) rows.push(row);
    row = [];
  };
  // A mark of the byte order is no part of the first name.
  const content = text.startsWith('\ufeff') ? text.slice(1) : text;
  for (let index = 0; index < content.length; index++) {
    const letter = content[index];
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (content[index + 1] === '"') cell += content[++index];
      else isQuoted = false;
    } else if (letter === '"') isQuoted = true;
    else if (letter === ',') endCell();
    else if (letter === '\n') endRow();
    else cell += letter;
  }
  endRow();
  return rows;
}

/** A row by the names of the header; cells beyond it are left out. */
export type NamedRow = ReadonlyMap<string, string>;

/** The rows below the header, which is the first row. */
export function namedRows(rows: readonly (readonly string[])[]): readonly NamedRow[] {
  const [header = [], ...others] = rows;
  return others.map((row) => new Map(header.map((name, index) => [name, row[index] ?? ''])));
}

/** A number of 0 or more; undefined for anything else. */
export function numberIn(row: NamedRow, name: string): number | undefined {
  const text = row.get(name);
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}
