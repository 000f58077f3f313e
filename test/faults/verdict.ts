import type { AstNode } from 'langium';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { offsetsOf, RULES, type Diagnostic, type Project, type ProposedFix } from '../../language/index.ts';
import { coreFixes } from '../../server/features/code-actions/core-fixes.ts';
import type { ModelFile } from '../../server/workspace/model-file.ts';
import type { Edit, Fault, Operator } from './fault.ts';
import { applyEdits, findingsOf, offsetsIn, placeBefore, withChange } from './plant.ts';
import { isDeclaration } from '../../language/generated/ast.ts';
import { statementsOf, type Survey } from './survey.ts';

export type Outcome = 'right' | 'elsewhere' | 'missed';

/** What the checks made of one fault. */
export interface Verdict {
  readonly operator: string;
  readonly project: string;
  readonly file: string;
  /** One-based line of the planted place in the correct text. */
  readonly line: number;
  readonly says: string;
  readonly outcome: Outcome;
  /** Code of the finding that says it best. */
  readonly code?: string;
  /** New findings beside the best one. */
  readonly beside: number;
  /** Those of them which stand neither at the planted element nor at one that names it. */
  readonly cascade: number;
  /** Whether a proposed fix makes the project clean; undefined when nothing proposed one. */
  readonly restored?: boolean;
  readonly findings: readonly string[];
}

interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A fault with everything that judging it needs, taken from the correct project. */
export interface PlannedFault {
  readonly operator: Operator;
  readonly fault: Fault;
  readonly file: string;
  readonly line: number;
  readonly own: readonly Place[];
  readonly joints: readonly Place[];
}

const ROWS: ReadonlySet<string> = new Set(['column', 'feature', 'input', 'output']);

/** Finds out where a finding about the fault would be at its place; call it before anything is planted. */
export function planFault(operator: Operator, fault: Fault, survey: Survey): PlannedFault {
  const placeOf = (node: AstNode): Place => ({ file: survey.fileOf(node), ...offsetsOf(node)! });
  const element = survey.elementOf(fault.at);
  const own = [placeOf(fault.at), ...fault.edits.map((edit) => lineOf(survey, edit))];
  const isWhole = element.$type === 'File';
  if (!isWhole) own.push(placeOf(element));
  const joints = (fault.joints ?? []).map(placeOf);
  if (!isWhole) {
    const symbol = survey.symbol(element);
    // A column or tensor is known by the table or model that it is a row of.
    const holder = ROWS.has(symbol?.kind ?? '') ? symbol?.parent : undefined;
    const users = [...survey.users(symbol), ...survey.users(holder), ...survey.interpolations(symbol)];
    joints.push(...users.filter((each) => each.$type !== 'File').map(placeOf));
    for (const binding of survey.bindings) {
      const inside = placeOf(binding.node);
      if (!own.some((place) => contains(place, inside))) continue;
      const { node, file } = binding.symbol;
      if (survey.project.files.has(file.path)) joints.push(placeOf(node));
    }
    joints.push(...holderOf(survey, element));
  }
  const at = placeOf(fault.at);
  const before = survey.project.files.get(at.file)!.text.slice(0, at.start);
  return { operator, fault, file: at.file, line: before.split('\n').length, own, joints };
}

/** Plants a fault, checks, tries the fixes, and puts everything back. */
export function judge(
  planned: PlannedFault,
  survey: Survey,
  project: string,
  clean: ReadonlySet<string>,
): Verdict {
  const { operator, fault, file, line, own, joints } = planned;
  const texts = applyEdits(fault.edits, (path) => survey.project.files.get(path)!.text);
  return withChange(survey.project, texts, { known: survey.facts, change: fault.facts }, () => {
    const placed = newFindings(survey, fault.edits, clean).map((finding) => ({
      finding,
      rank: own.some((place) => touches(place, finding.place))
        ? 0
        : joints.some((place) => touches(place, finding.place))
          ? 1
          : 2,
    }));
    placed.sort((a, b) => a.rank - b.rank);
    const best = placed[0];
    const restored = tryFixes(
      survey,
      placed.map(({ finding }) => finding.diagnostic),
      clean,
    );
    return {
      operator: operator.name,
      project,
      file,
      line,
      says: fault.says,
      outcome: best === undefined ? 'missed' : best.rank < 2 ? 'right' : 'elsewhere',
      ...(best ? { code: best.finding.diagnostic.code } : {}),
      beside: Math.max(0, placed.length - 1),
      cascade: placed.slice(1).filter(({ rank }) => rank === 2).length,
      ...(restored === undefined ? {} : { restored }),
      findings: placed.map(({ finding: { diagnostic } }) => describe(diagnostic)),
    };
  });
}

interface PlacedFinding {
  readonly diagnostic: Diagnostic;
  /** In the correct text. */
  readonly place: Place;
}

/** Hints are no alarm, so they don't count as caught either. */
const counts = ({ severity }: Diagnostic): boolean => severity === 'error' || severity === 'warning';

export const keyOf = ({ code, file, message }: Diagnostic): string => `${file} ${code} ${message}`;

/** Keys of what is found in the correct project. */
export const cleanKeys = (survey: Survey): ReadonlySet<string> =>
  new Set(findingsOf(survey.project).filter(counts).map(keyOf));

function newFindings(survey: Survey, edits: readonly Edit[], clean: ReadonlySet<string>): PlacedFinding[] {
  const seen = new Set<string>();
  return findingsOf(survey.project)
    .filter((finding) => counts(finding) && !clean.has(keyOf(finding)))
    .flatMap((diagnostic) => {
      const text = survey.project.files.get(diagnostic.file)?.text ?? '';
      const { start, end } = offsetsIn(text, diagnostic.range);
      // Environments may say the same with other figures; it is one finding.
      const key = `${diagnostic.code} ${diagnostic.file} ${start}`;
      if (seen.has(key)) return [];
      seen.add(key);
      const { file } = diagnostic;
      const place = { file, start: placeBefore(edits, file, start), end: placeBefore(edits, file, end) };
      return [{ diagnostic, place }];
    });
}

/** Whether one of the proposed fixes gives a project without new findings; undefined when there is no fix. */
function tryFixes(
  survey: Survey,
  findings: readonly Diagnostic[],
  clean: ReadonlySet<string>,
): boolean | undefined {
  const proposed = findings.flatMap((finding) => fixesOf(survey.project, finding));
  if (proposed.length === 0) return undefined;
  return [...proposed, together(proposed)].some(({ edits }) => {
    const inText = edits.flatMap((edit): Edit[] => {
      const text = survey.project.files.get(edit.file)?.text;
      return text === undefined
        ? []
        : [{ file: edit.file, ...offsetsIn(text, edit.range), text: edit.newText }];
    });
    if (inText.length !== edits.length) return false;
    const texts = applyEdits(inText, (path) => survey.project.files.get(path)!.text);
    const differs = [...texts].some(([path, text]) => text !== survey.project.files.get(path)!.text);
    return (
      differs &&
      withChange(survey.project, texts, { known: survey.facts, change: undefined }, () =>
        findingsOf(survey.project).every((finding) => !counts(finding) || clean.has(keyOf(finding))),
      )
    );
  });
}

/** Every fix that is almost certainly wanted at once, as `tenon check --fix` would apply them; the first of two at a place. */
function together(proposed: readonly ProposedFix[]): Pick<ProposedFix, 'edits'> {
  const taken = new Set<string>();
  const edits = proposed
    .filter(({ preferred }) => preferred)
    .flatMap((fix) => {
      const places = fix.edits.map(({ file, range }) => `${file} ${JSON.stringify(range)}`);
      if (places.some((place) => taken.has(place))) return [];
      places.forEach((place) => taken.add(place));
      return fix.edits;
    });
  return { edits };
}

/** What the editor would offer: the fixes of the rule, and those for names and words. */
function fixesOf(project: Project, finding: Diagnostic): readonly ProposedFix[] {
  const fixes = RULES.filter((rule) => rule.code === finding.code).flatMap((rule) => rule.fixes ?? []);
  const file = project.files.get(finding.file);
  if (!file) return fixes.flatMap((fix) => fix.propose(finding));
  const model: Pick<ModelFile, 'path' | 'project' | 'file' | 'document' | 'checked'> = {
    path: file.path,
    project,
    file,
    document: TextDocument.create(file.path, 'tenon', 0, file.text),
    checked: project.checked(file.path)!,
  };
  return [...fixes.flatMap((fix) => fix.propose(finding)), ...coreFixes(finding, model as ModelFile)];
}

const describe = ({ code, file, range, message }: Diagnostic): string =>
  `${code} ${file}:${range.start.line + 1}:${range.start.character + 1} ${message}`;

const contains = (outer: Place, inner: Place): boolean =>
  outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;

/** A finding is at a place when it begins there, or spans all of it on few lines. */
const touches = (place: Place, finding: Place): boolean =>
  place.file === finding.file && place.start <= finding.start && finding.start <= place.end;

function lineOf(survey: Survey, { file, start, end }: Edit): Place {
  const { text } = survey.project.files.get(file)!;
  const lineEnd = text.indexOf('\n', end);
  return { file, start: text.lastIndexOf('\n', start - 1) + 1, end: lineEnd < 0 ? text.length : lineEnd };
}

/** What the declaration around says by itself: its first line, and its statements that declare nothing. */
function holderOf(survey: Survey, element: AstNode): Place[] {
  if (!element.$container) return [];
  const around = survey.elementOf(element.$container);
  if (!isDeclaration(around)) return [];
  const { start } = offsetsOf(around)!;
  const file = survey.fileOf(around);
  const { text } = survey.project.files.get(file)!;
  const statements = statementsOf(around).filter((each) => survey.elementOf(each) === around);
  const places = statements.map((each) => ({ file, ...offsetsOf(each)! }));
  return [
    { file, start, end: text.indexOf('\n', start) },
    ...places.filter((each) => !text.slice(each.start, each.end).startsWith('schema')),
  ];
}
