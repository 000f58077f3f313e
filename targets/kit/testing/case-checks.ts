import type { Element } from '../../../language/model/element.ts';
import { walkModel } from '../model-walk.ts';
import { printText } from '../text.ts';
import { isWithin, printOrigin, type Span } from '../trace.ts';
import type { FileSet } from './case-files.ts';
import type { CaseRun } from './case-run.ts';

/**
 * Names of the model that stand in the output without a single line there being traced to an element of
 * that name: a cause was forgotten. `coincidences` are names that also are words of the output's language.
 */
export function untracedNames(run: CaseRun, coincidences: ReadonlySet<string>): readonly string[] {
  const elements = new Map<string, Element[]>();
  walkModel(run.system.elements, {
    element: (element) => elements.set(element.name, [...(elements.get(element.name) ?? []), element]),
  });
  const lines = run.generated.targets.flatMap((target) =>
    target.files.flatMap((file) => ('text' in file ? file.text : [])),
  );
  return [...elements].flatMap(([name, holders]) => {
    if (coincidences.has(name)) return [];
    const word = new RegExp(`(?<![\\p{L}\\p{N}_])${escapePattern(name)}(?![\\p{L}\\p{N}_])`, 'u');
    const naming = lines.filter((line) => word.test(line.text));
    const traced = naming.some((line) =>
      line.origins.some((origin) => holders.some((holder) => isWithin(origin.element, holder.qualifiedName))),
    );
    if (naming.length === 0 || traced) return [];
    return [
      `${name} (${holders.map((holder) => holder.qualifiedName).join(', ')}), such as in: ${naming[0]!.text.trim()}`,
    ];
  });
}

/** Origins in the trace that point at no text of the input. */
export function danglingOrigins(run: CaseRun, input: FileSet): readonly string[] {
  const spans: readonly Span[] = run.generated.targets.flatMap((target) =>
    target.trace.files.flatMap((file) => file.spans),
  );
  const dangling = spans.flatMap((span) =>
    span.origins.filter(({ file, range, layer }) => {
      // Defaults and templates may lie in the built-in library, which is no part of the input.
      if (layer === 'default' || layer === 'template' || layer === 'command') return false;
      const text = input.get(file);
      if (text === undefined) return true;
      const lines = text.split('\n');
      return range.end.line >= lines.length || range.start.character > lines[range.start.line]!.length;
    }),
  );
  return [...new Set(dangling.map(printOrigin))];
}

/** Faults of the printed files themselves: carriage returns, blanks at line ends, no line end at the end. */
export function untidyFiles(run: CaseRun): readonly string[] {
  return run.generated.targets.flatMap((target) =>
    target.files.flatMap((file) => {
      if (!('text' in file)) return [];
      const text = printText(file.text);
      const faults = [
        ...(text.includes('\r') ? ['has a carriage return'] : []),
        ...(/[ \t]\n/.test(text) ? ['has blanks at the end of a line'] : []),
        ...(text === '' ? ['is empty'] : []),
      ];
      return faults.map((fault) => `${file.path} ${fault}`);
    }),
  );
}

/** Codes that the target reported and that its manifest does not declare; `TN90` is the kit's own range. */
export const undeclaredCodes = (
  run: CaseRun,
  declared: Readonly<Record<string, unknown>>,
): readonly string[] => [
  ...new Set(
    run.generated.targets
      .flatMap((target) => target.diagnostics.map((diagnostic) => diagnostic.code))
      .filter((code) => !(code in declared) && !code.startsWith('TN90')),
  ),
];

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
