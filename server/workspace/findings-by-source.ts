import type { Diagnostic } from '../../language/index.ts';
import { shiftRange, type RangeChange } from '../text/shift-range.ts';

/** What was found, by who found it, so that a check that is done again takes back exactly its own findings. */
export class FindingsBySource<Source> {
  readonly #ofSource = new Map<Source, readonly Diagnostic[]>();
  readonly #sourcesOf = new Map<string, Set<Source>>();

  /** Files with findings. */
  get paths(): Iterable<string> {
    return this.#sourcesOf.keys();
  }

  /** Takes over what a check has found; the paths of files with other findings than before go to `touched`. */
  set(source: Source, findings: readonly Diagnostic[], touched: Set<string>): void {
    const before = this.#ofSource.get(source) ?? [];
    if (areSame(before, findings)) return;
    for (const { file } of before) {
      touched.add(file);
      this.#sourcesOf.get(file)?.delete(source);
    }
    for (const { file } of findings) {
      touched.add(file);
      const sources = this.#sourcesOf.get(file);
      if (sources) sources.add(source);
      else this.#sourcesOf.set(file, new Set([source]));
    }
    for (const { file } of before) if (this.#sourcesOf.get(file)?.size === 0) this.#sourcesOf.delete(file);
    if (findings.length === 0) this.#ofSource.delete(source);
    else this.#ofSource.set(source, findings);
  }

  /** Findings at one file, but for those of one source. */
  at(path: string, except?: Source): Diagnostic[] {
    const result: Diagnostic[] = [];
    for (const source of this.#sourcesOf.get(path) ?? []) {
      if (source === except) continue;
      for (const finding of this.#ofSource.get(source)!) if (finding.file === path) result.push(finding);
    }
    return result;
  }

  /** Keeps findings at their words when a text is edited, until they are looked for again; gives who found them. */
  shift(path: string, changes: readonly RangeChange[]): readonly Source[] {
    const sources = [...(this.#sourcesOf.get(path) ?? [])];
    for (const source of sources) {
      const moved = this.#ofSource.get(source)!.flatMap((finding) => {
        if (finding.file !== path) return [finding];
        let range: Diagnostic['range'] | undefined = finding.range;
        for (const change of changes) range &&= shiftRange(range, change);
        return range ? [{ ...finding, range }] : [];
      });
      this.set(source, moved, new Set());
    }
    return sources;
  }
}

const areSame = (a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean =>
  a === b || (a.length === b.length && JSON.stringify(a) === JSON.stringify(b));
