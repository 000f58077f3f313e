import type { ProjectFacts } from '../../../../language/index.ts';
import { applyTextEdits } from '../../../text/apply-text-edits.ts';
import { markedText } from '../../../testing/marked-text.ts';
import { hostOf, modelFile } from '../../../testing/model-files.ts';
import type { ModelFile } from '../../../workspace/model-file.ts';
import { textOfLazy, type Candidate } from '../candidate.ts';
import { completionsAt, type Completions } from '../completions.ts';
import { importsOf } from '../imports.ts';
import { plainText } from '../snippet.ts';

export interface Surroundings {
  /** Other files of the project, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly facts?: ProjectFacts;
  readonly foundBelow?: ReadonlySet<string>;
}

/** What is offered at the `‸` of a text, and what the text becomes when a row is chosen. */
export async function tryCompletion(
  marked: string,
  { files = {}, facts, foundBelow = new Set() }: Surroundings = {},
): Promise<TriedCompletion> {
  const { text, position } = markedText(marked);
  const model = modelFile(hostOf({ ...files, [PATH]: text }, facts), PATH);
  const offset = model.document.offsetAt(position);
  const found = await completionsAt(model, offset, { most: 150, foundBelow: () => foundBelow });
  return new TriedCompletion(model, offset, found);
}

const PATH = 'shop/main.tenon';

export class TriedCompletion {
  readonly #model: ModelFile;
  readonly #offset: number;
  readonly #found: Completions | undefined;

  constructor(model: ModelFile, offset: number, found: Completions | undefined) {
    this.#model = model;
    this.#offset = offset;
    this.#found = found;
  }

  get rows(): readonly Candidate[] {
    return this.#found?.shown ?? [];
  }

  get isIncomplete(): boolean {
    return this.#found?.isIncomplete ?? false;
  }

  /** In the order in which they are offered. */
  get labels(): string[] {
    return this.rows.map(({ label }) => label);
  }

  row(label: string): Candidate {
    const row = this.rows.find((each) => each.label === label);
    if (!row) throw new Error(`${label} is not offered, but ${this.labels.join(', ')}`);
    return row;
  }

  detail(label: string): string | undefined {
    return textOfLazy(this.row(label).detail);
  }

  /** The text after a row is chosen, as in an editor without placeholders, with the cursor where it is then. */
  accept(label: string): string {
    return acceptRow(this.#model, this.#offset, this.#found!, this.row(label));
  }
}

/** The text after a row is chosen, with `‸` behind what was written. */
export function acceptRow(model: ModelFile, offset: number, found: Completions, row: Candidate): string {
  const { document } = model;
  const written = row.insert ?? row.label;
  const cursor = /\$\{?[0-9]/u.exec(written)?.index ?? written.length;
  const newText = row.isSnippet
    ? plainText(`${written.slice(0, cursor)}‸${written.slice(cursor)}`)
    : `${written}‸`;
  const range = {
    start: document.positionAt(found.start),
    end: document.positionAt(Math.max(found.end, offset)),
  };
  return applyTextEdits(document.getText(), [{ range, newText }, ...importsOf(row, model)]);
}
