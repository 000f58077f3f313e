import { CODES, suggest, type Diagnostic, type ProposedFix, type Range } from '../../../language/index.ts';
import { importEdit } from '../../text/import-edit.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import { addMissing } from './add-missing.ts';
import { removeImport } from './remove-import.ts';

/** Data of the findings about names and words; each code has some of them. */
export interface CoreData {
  readonly name?: string;
  readonly word?: string;
  readonly suggestion?: string;
  readonly allowed?: readonly string[];
  readonly importFrom?: readonly string[];
  readonly missing?: string;
  readonly form?: 'property' | 'clause';
  readonly dimension?: string;
  readonly number?: number;
  readonly swap?: readonly [number, number];
}

/** Quick fixes for what the checks of the whole language find. */
export function coreFixes(finding: Diagnostic, model: ModelFile): ProposedFix[] {
  const data = (finding.data ?? {}) as CoreData;
  const fix = (
    title: string,
    newText: string,
    range: Range = finding.range,
    preferred = false,
  ): ProposedFix => ({
    title,
    edits: [{ file: finding.file, range, newText }],
    ...(preferred ? { preferred } : {}),
  });
  switch (finding.code) {
    case CODES.unusedImport:
      return removeImport(finding, model);
    case CODES.missingProperty:
      return addMissing(finding, data, model);
    case CODES.unexpectedValue:
      return data.name === undefined ? [] : colonForEquals(finding, data.name, model, fix);
    default:
      return [...changes(finding, data, model, fix), ...imports(data, model, fix), ...values(data, fix)];
  }
}

type MakeFix = (title: string, newText: string, range?: Range, preferred?: boolean) => ProposedFix;

/** What was most likely meant comes first; of few possible words all are offered. */
function changes(finding: Diagnostic, data: CoreData, model: ModelFile, fix: MakeFix): ProposedFix[] {
  const written = data.word ?? data.name;
  // The text may have changed since; what is replaced must still be what the finding is about.
  if (written === undefined || model.document.getText(finding.range) !== written) return [];
  const allowed = data.allowed ?? [];
  const best = data.suggestion ?? suggest(written, allowed);
  const others = allowed.length <= 4 ? allowed.filter((word) => word !== best) : [];
  const all = [...(best === undefined ? [] : [best]), ...others];
  return all.map((word) => fix(`Change to ${word}`, word, finding.range, word === best));
}

function imports({ name, importFrom }: CoreData, model: ModelFile, fix: MakeFix): ProposedFix[] {
  if (name === undefined) return [];
  const packages = [...new Set(importFrom ?? [])].filter((each) => each !== '');
  return packages.map((from) => {
    const { range, newText } = importEdit(model.file.ast, from, name);
    return fix(`Import ${name} from ${from}`, newText, range, packages.length === 1);
  });
}

const UNITS: Readonly<Record<string, readonly string[]>> = {
  duration: ['s', 'm', 'h', 'd'],
  bytes: ['MiB', 'GiB'],
  ratio: ['%'],
  rate: ['/s'],
};

function values({ dimension, number, swap }: CoreData, fix: MakeFix): ProposedFix[] {
  if (swap) return [fix(`Change to ${swap[1]}..${swap[0]}`, `${swap[1]}..${swap[0]}`, undefined, true)];
  if (dimension === undefined || number === undefined) return [];
  return (UNITS[dimension] ?? []).map((unit) => fix(`Change to ${number}${unit}`, `${number}${unit}`));
}

function colonForEquals(
  finding: Diagnostic,
  name: string,
  { document }: ModelFile,
  fix: MakeFix,
): ProposedFix[] {
  const start = finding.range.end;
  const rest = document.getText({ start, end: { line: start.line + 1, character: 0 } });
  const equals = /^\s*=\s*/u.exec(rest)?.[0];
  if (equals === undefined) return [];
  const end = { line: start.line, character: start.character + equals.length };
  return [fix(`Write ${name}: …`, ': ', { start, end }, true)];
}
