import { documentationOf, isDeclaration, textOf, type Symbol } from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import { describeArtifact } from './describe-artifact.ts';
import { describeCapacity } from './describe-capacity.ts';
import { describeMeasurements } from './describe-measurements.ts';
import { describeMachine } from './describe-machine.ts';
import { inferredType } from './inferred-type.ts';
import { describeFileColumn } from './describe-file-column.ts';
import { resolvedValues } from './resolved-values.ts';

/**
 * A declared name: its header, type, documentation, what its file says, what was measured, its figures, and for
 * parameters the values that it has where. All but the author's documentation is translated.
 */
export async function describeSymbol(
  symbol: Symbol,
  model: ModelFile,
  translate: (markdown: string) => string = (markdown) => markdown,
): Promise<string> {
  const fileColumn = describeFileColumn(symbol, model);
  if (fileColumn !== undefined) return translate(fileColumn);
  const parts = [`\`\`\`tenon\n${headerOf(symbol)}\n\`\`\``];
  const inferred = inferredType(symbol, model);
  if (inferred !== undefined) parts.push(translate(inferred));
  const documentation = documentationOf(symbol.node);
  if (documentation !== undefined) parts.push(symbol.file.library ? translate(documentation) : documentation);
  const signature = describeArtifact(symbol, model);
  if (signature !== undefined) parts.push(translate(signature));
  const measured = await describeMeasurements(symbol, model);
  if (measured !== undefined) parts.push(translate(measured));
  const figures = symbol.file.library ? sheetOf(symbol, model) : describeCapacity(symbol, model);
  if (figures !== undefined) parts.push(translate(figures));
  if (symbol.kind === 'param') parts.push(...resolvedValues(symbol, undefined, model).map(translate));
  parts.push(translate(`*${symbol.qualifiedName}*${symbol.file.library ? ' (built-in library)' : ''}`));
  return parts.join('\n\n');
}

/** What ships with the language says nothing of this project. */
const sheetOf = ({ kind, name }: Symbol, model: ModelFile): string | undefined =>
  kind === 'machine' ? describeMachine(name, model) : undefined;

/** The declaration up to its braces in one line; rows say what they are. */
function headerOf(symbol: Symbol): string {
  const { node } = symbol;
  const body = 'body' in node ? node.body : undefined;
  const text = textOf(node);
  const end = body ? text.length - textOf(body).length : text.length;
  const header = text.slice(0, end).replaceAll(/\s+/gu, ' ').trim();
  return isDeclaration(node) ? header : `${symbol.kind} ${header}`;
}
