import {
  isDeclaration,
  isEntry,
  printName,
  printType,
  type SignaturePort,
  type Symbol,
  type Syntax,
} from '../../../language/index.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import { around, calleeName, type NameView } from './name-view.ts';

/** A name with a type, as a file of the project tells it. */
interface FileRow {
  readonly name: string;
  readonly type: string;
  readonly path: string;
}

/** Columns of the data file behind a source that its schema does not have yet: one by one, and all together. */
export function* columnRows(
  owner: Symbol | undefined,
  siblings: readonly Syntax.Statement[],
  view: NameView,
): Iterable<Candidate> {
  const known = new Set(siblings.filter(isEntry).map(({ name }) => name));
  const missing = columnsOf(owner, view).filter(({ name }) => !known.has(name));
  const [first] = missing;
  if (first && missing.length > 1) {
    yield {
      label: known.size === 0 ? 'all columns' : 'all other columns',
      isSaid: true,
      kind: CandidateKind.Snippet,
      detail: `${missing.length} of ${first.path}`,
      doc: () => ['```tenon', ...missing.map(rowText), '```'].join('\n'),
      insert: missing.map(rowText).join('\n'),
      rank: 0,
    };
  }
  for (const [order, row] of missing.entries()) {
    yield {
      label: row.name,
      kind: CandidateKind.Field,
      detail: `${row.type}, in ${row.path}`,
      insert: rowText(row),
      rank: 1,
      order,
    };
  }
}

const rowText = ({ name, type }: FileRow): string => `${printName(name)} : ${type}`;

/** Tensors of the model file that are not declared yet, for the name behind `input` or `output`. */
export function* tensorNames(node: Syntax.Declaration, view: NameView): Iterable<Candidate> {
  const model = around(node.$container ?? node, isModel);
  if (!model || !isPort(node.noun)) return;
  const declared = new Set((model.body?.statements ?? []).filter(isDeclaration).map(({ name }) => name));
  for (const [order, { name, type, path }] of tensorsOf(model, node.noun, view).entries()) {
    if (declared.has(name)) continue;
    yield {
      label: name,
      kind: CandidateKind.Field,
      detail: `${type}, in ${path}`,
      insert: node.type ? printName(name) : `${printName(name)} : ${type}`,
      rank: 0,
      order,
    };
  }
}

/** Everything that the file of a model has and the model does not, for its body. */
export function* tensorRows(element: Symbol | undefined, view: NameView): Iterable<Candidate> {
  const model = element?.node;
  if (!model || !isModel(model)) return;
  const declared = new Set((model.body?.statements ?? []).filter(isDeclaration).map(({ name }) => name));
  const rows = (['input', 'output'] as const).flatMap((noun) =>
    tensorsOf(model, noun, view)
      .filter(({ name }) => !declared.has(name))
      .map((row) => ({ ...row, text: `${noun} ${rowText(row)}` })),
  );
  const [first] = rows;
  if (!first) return;
  yield {
    label: declared.size === 0 ? 'inputs and outputs' : 'other inputs and outputs',
    isSaid: true,
    kind: CandidateKind.Snippet,
    detail: `${rows.length} of ${first.path}`,
    doc: ['```tenon', ...rows.map(({ text }) => text), '```'].join('\n'),
    insert: rows.map(({ text }) => text).join('\n'),
    filter: `inputs and outputs ${rows.map(({ text }) => text).join(' ')}`,
    rank: 0,
  };
}

/** The type that the file behind a model or source tells for a name. */
export function* typeInFile(
  owner: { readonly $type: string },
  element: Symbol | undefined,
  view: NameView,
): Iterable<Candidate> {
  const name = (owner as { name?: string }).name;
  let rows: readonly FileRow[] = [];
  if (isDeclaration(owner)) {
    const model = owner.$container && around(owner.$container, isModel);
    if (model && isPort(owner.noun)) rows = tensorsOf(model, owner.noun, view);
  } else if (isEntry(owner)) rows = columnsOf(element, view);
  const row = rows.find((each) => each.name === name);
  if (row) yield { label: row.type, kind: CandidateKind.TypeParameter, detail: `in ${row.path}`, rank: 0 };
}

const isModel = (part: unknown): part is Syntax.Declaration => isDeclaration(part) && part.noun === 'model';

const isPort = (noun: string): noun is 'input' | 'output' => noun === 'input' || noun === 'output';

function tensorsOf(model: Syntax.Declaration, noun: 'input' | 'output', { project }: NameView): FileRow[] {
  const artifact = (model.body?.statements ?? []).find((each) => isEntry(each) && each.name === 'artifact');
  const call = artifact && isEntry(artifact) && artifact.value?.$type === 'Call' ? artifact.value : undefined;
  const path = calleeName(call) === 'onnx' ? call?.arguments[0]?.value : undefined;
  if (path?.$type !== 'StringLiteral') return [];
  const fact = project.facts.signature(path.value);
  if (!fact || 'problem' in fact) return [];
  const ports = noun === 'input' ? fact.signature.inputs : fact.signature.outputs;
  return ports.map((port) => ({ name: port.name, type: tensorType(port), path: path.value }));
}

/** An axis without a name is called by its place, and the first one `batch`. */
function tensorType({ dtype, shape }: SignaturePort): string {
  if (!shape || shape.length === 0) return dtype;
  const axes = shape.map((size, index) =>
    size === null
      ? index === 0
        ? 'batch'
        : `axis_${index}`
      : typeof size === 'string'
        ? printName(size)
        : size,
  );
  return `${dtype}[${axes.join(', ')}]`;
}

function columnsOf(owner: Symbol | undefined, { project }: NameView): FileRow[] {
  const statements = owner && isDeclaration(owner.node) ? (owner.node.body?.statements ?? []) : [];
  const location = statements.find((each) => isEntry(each) && each.name === 'location');
  const path = location && isEntry(location) ? location.value : undefined;
  if (path?.$type !== 'StringLiteral') return [];
  const fact = project.facts.schema(path.value);
  if (!fact || 'problem' in fact) return [];
  return fact.columns.flatMap(({ name, type }) =>
    type.kind === 'unknown' ? [] : [{ name, type: printType(type), path: path.value }],
  );
}
