import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import type { Element } from '../../language/model/element.ts';
import { kitDiagnostic } from './diagnostics.ts';

/** What names a target can carry. */
export interface NameRules {
  /** Whole names must match it; without the `g` flag. */
  readonly pattern: RegExp;
  /** The pattern in words, such as "letters, digits and hyphens, beginning with a letter". */
  readonly patternInWords: string;
  /** In UTF-16 code units. */
  readonly maxLength: number;
  readonly lowercase: boolean;
  /** Put for underscores, hyphens, dots and blanks of the model's name; undefined leaves them as they are. */
  readonly separator?: string;
  readonly reserved?: ReadonlySet<string>;
}

export type NameResult = { readonly name: string } | { readonly problem: string };
export type Namer = (name: string) => NameResult;

/** Makes the one function that computes a target's names; a name that can't be carried is a problem, never cut. */
export function namer(rules: NameRules): Namer {
  return (original) => {
    const separated =
      rules.separator === undefined ? original : original.replace(/[_\-.\s]+/gu, rules.separator);
    const name = rules.lowercase ? separated.toLowerCase() : separated;
    if (name.length > rules.maxLength) {
      return { problem: `it has ${name.length} characters, and at most ${rules.maxLength} are allowed` };
    }
    if (!rules.pattern.test(name)) return { problem: `only ${rules.patternInWords} are allowed` };
    if (rules.reserved?.has(name)) return { problem: `"${name}" is a reserved word there` };
    return { name };
  };
}

export interface NamedElements {
  /** Qualified name → name in the generated files. */
  readonly names: ReadonlyMap<string, string>;
  /** TN9003 and TN9004; when there is one, nothing may be emitted. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Names every element before anything is emitted, and reports names that can't be carried or that
 * collide. `original` says what is named after; usually the element's own name, or its path.
 */
export function nameElements<E extends Element>(
  elements: readonly E[],
  name: Namer,
  title: string,
  original: (element: E) => string = (element) => element.name,
): NamedElements {
  const names = new Map<string, string>();
  const holders = new Map<string, E[]>();
  const diagnostics: Diagnostic[] = [];
  for (const element of elements) {
    const result = name(original(element));
    if ('problem' in result) {
      diagnostics.push(
        kitDiagnostic(
          'TN9004',
          element.origin,
          `${title} can't carry the name "${original(element)}": ${result.problem}.`,
          {
            help: `Rename ${element.kind} ${element.name}.`,
          },
        ),
      );
      continue;
    }
    names.set(element.qualifiedName, result.name);
    holders.set(result.name, [...(holders.get(result.name) ?? []), element]);
  }
  for (const [shared, owners] of holders) {
    if (owners.length > 1)
      diagnostics.push(...owners.map((owner) => collision(owner, owners, shared, title)));
  }
  return { names, diagnostics };
}

function collision(element: Element, owners: readonly Element[], shared: string, title: string): Diagnostic {
  const others = owners.filter((owner) => owner !== element);
  return kitDiagnostic(
    'TN9003',
    element.origin,
    `${title} would call both ${[element, ...others].map((owner) => owner.qualifiedName).join(' and ')} "${shared}".`,
    {
      help: `Rename one of them.`,
      related: others.map((other) => ({
        file: other.origin.file,
        range: other.origin.range,
        message: `${other.qualifiedName} gets the name "${shared}" too.`,
      })),
    },
  );
}
