import type { AnyElement } from '../model/system.ts';
import type { Origin } from '../model/origin.ts';
import type { Expression } from '../model/expression.ts';
import { printType } from '../types/data-type.ts';
import { madeFrom } from './expression-facts.ts';
import type { Derivation } from './derivation.ts';
import type { FactBook } from './fact-book.ts';
import { worldSizeFact } from './model-facts.ts';
import { isRecovering, recoveryFact } from './recovery-facts.ts';
import { SERVING, servingFact } from './serving-facts.ts';
import { isSourced, sourcedFact, valueText } from './value-facts.ts';

/** A value inside an element by its path, such as `scale.min` or `schedule`; undefined when it has no such value. */
export function propertyFact(
  element: AnyElement,
  path: readonly string[],
  book: FactBook,
): Derivation | undefined {
  const written = path.join('.');
  const qualifiedName = `${element.qualifiedName}.${written}`;
  if (element.kind === 'training' && (written === 'worldSize' || written === 'world_size')) {
    return book.once({ kind: 'value', qualifiedName }, () => worldSizeFact(element.qualifiedName, book));
  }
  if (written === 'recovery' && isRecovering(element)) {
    return book.once({ kind: 'value', qualifiedName }, () => recoveryFact(element, book));
  }
  if (written === SERVING && element.kind === 'service') {
    return book.once({ kind: 'value', qualifiedName }, () => servingFact(element, book));
  }
  let value: unknown = element;
  for (const name of path) {
    const within = isSourced(value) ? value.value : value;
    if (typeof within !== 'object' || within === null) return undefined;
    value = (within as Readonly<Record<string, unknown>>)[camelCase(name)];
  }
  if (value === undefined) return undefined;
  if (isSourced(value)) return sourcedFact(qualifiedName, written, value, book);
  if (isExpression(value)) {
    const { text, type, origin } = value;
    return book.once({ kind: 'value', qualifiedName }, () => ({
      text: `${written} = ${text}`,
      ...(type.kind === 'unknown' ? {} : { type: printType(type) }),
      because: 'It is declared so.',
      origin,
      from: madeFrom(value, qualifiedName, book),
    }));
  }
  return book.once({ kind: 'value', qualifiedName }, () => ({
    text: `${written} = ${summary(value)}`,
    because: 'It is declared so.',
    origin: originOf(value) ?? element.origin,
    from: partsOf(qualifiedName, value, book),
  }));
}

/** Models say `gpus_per_node` where the resolved model has `gpusPerNode`. */
const camelCase = (name: string): string =>
  name.replaceAll(/_(\w)/gu, (_, letter: string) => letter.toUpperCase());

/** The values of a group such as a schedule, each with its layers. */
function partsOf(qualifiedName: string, value: unknown, book: FactBook): Derivation[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    isSourced(part) ? [sourcedFact(`${qualifiedName}.${name}`, name, part, book)] : [],
  );
}

function summary(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return valueText(value);
  const parts = Object.entries(value).flatMap(([name, part]) =>
    isSourced(part) ? [`${name}: ${valueText(part.value)}`] : [],
  );
  return parts.length > 0 ? `{ ${parts.join(', ')} }` : valueText(value);
}

const isExpression = (value: unknown): value is Expression =>
  typeof value === 'object' && value !== null && 'root' in value && 'text' in value;

const originOf = (value: unknown): Origin | undefined =>
  typeof value === 'object' && value !== null && 'origin' in value ? (value.origin as Origin) : undefined;
