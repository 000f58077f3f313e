import type { Element } from '../../language/model/element.ts';
import { compareOrigins, type Origin, type Sourced } from '../../language/model/origin.ts';

/**
 * Why a line is there: values or elements of the model, or a decision of the target with its reason.
 * A line without a cause is boilerplate, which every output of the target has.
 */
export type Cause =
  undefined | Origin | Pick<Element, 'origin'> | Sourced<unknown> | Derived | readonly Cause[];
export interface Derived {
  readonly derived: string;
  readonly from: readonly Cause[];
}

/** A generated line with everything that caused it. */
export interface Line {
  readonly text: string;
  readonly origins: readonly Origin[];
  /** Reason, when the line does not say what the model says but what follows from it. */
  readonly derived?: string;
}
export type Text = readonly Line[];

/** Writes lines with indentation; every line carries its cause. Always LF, no trailing blanks. */
export class TextBuilder {
  readonly #lines: Line[] = [];
  readonly #unit: string;
  #depth = 0;
  #causes: Cause[] = [];

  constructor(indentUnit = '  ') {
    this.#unit = indentUnit;
  }

  /** Adds a line, or several when the text holds line ends; each has the same cause. */
  line(text: string, cause?: Cause): this {
    const own = cause ?? this.#causes.at(-1);
    const { origins, derived } = settle(own);
    for (const part of text.split('\n')) {
      const indented = part === '' ? '' : this.#unit.repeat(this.#depth) + part;
      this.#lines.push({ text: indented.trimEnd(), origins, ...(derived === undefined ? {} : { derived }) });
    }
    return this;
  }

  blank(): this {
    this.#lines.push({ text: '', origins: [] });
    return this;
  }

  indent(write: () => void): this {
    this.#depth += 1;
    write();
    this.#depth -= 1;
    return this;
  }

  /** Lines that are written inside and name no cause of their own get this one. */
  because(cause: Cause, write: () => void): this {
    this.#causes.push(cause ?? this.#causes.at(-1));
    write();
    this.#causes.pop();
    return this;
  }

  append(text: Text): this {
    for (const line of text) {
      this.#lines.push({ ...line, text: line.text === '' ? '' : this.#unit.repeat(this.#depth) + line.text });
    }
    return this;
  }

  build(): Text {
    return [...this.#lines];
  }
}

export const printText = (text: Text): string => text.map((line) => line.text + '\n').join('');

/** Flattens a cause into its origins, sorted and without repetition. */
export function settle(cause: Cause): { origins: readonly Origin[]; derived?: string } {
  const origins = new Map<string, Origin>();
  let derived: string | undefined;
  const visit = (part: Cause): void => {
    if (part === undefined) return;
    if (isMany(part)) part.forEach(visit);
    else if ('derived' in part) {
      derived ??= part.derived;
      part.from.forEach(visit);
    } else if ('origin' in part) visit(part.origin);
    else
      origins.set(
        `${part.file}:${part.range.start.line}:${part.range.start.character}:${part.element}`,
        part,
      );
  };
  visit(cause);
  const sorted = [...origins.values()].sort(compareOrigins);
  return derived === undefined ? { origins: sorted } : { origins: sorted, derived };
}

const isMany = (cause: Cause): cause is readonly Cause[] => Array.isArray(cause);
