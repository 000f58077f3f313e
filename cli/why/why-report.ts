import { join } from 'node:path';
import { allFacts, factText, type Derivation, type Origin } from '../../language/index.ts';
import { displayPath } from '../project-location.ts';
import { showable } from '../report/display-width.ts';
import { placeText } from '../report/human.ts';
import { machinePath, oneBased } from '../report/places.ts';
import type { Report } from '../report/report.ts';
import type { Colors } from '../terminal.ts';

type Place = Pick<Report, 'folder' | 'cwd'>;

/** The chains as trees, one below the other: each fact with its rule and its place, what it follows from further in. */
export function humanWhy(derivations: readonly Derivation[], place: Place, colors: Colors): string {
  return derivations
    .map((root) => {
      const lines: string[] = [];
      const told = new Set<Derivation>();
      const tell = (fact: Derivation, indent: string, mark: string, above: string): void => {
        const again = told.has(fact) && fact.from.length > 0;
        told.add(fact);
        const { kind } = fact.subject;
        const head = mark === '' && !fact.text.startsWith(`${kind} `) ? `${colors.dim(kind)} ` : '';
        lines.push(`${indent}${mark}${head}${colors.bold(showable(factText(fact)))}`);
        const inner = mark === '' ? indent : `${indent}  `;
        const at = placeOf(fact, place);
        if (at !== '' && at !== above) lines.push(`${inner}  ${colors.blue('-->')} ${at}`);
        if (again) lines.push(`${inner}  ${colors.dim('as above')}`);
        else {
          lines.push(`${inner}  ${showable(fact.because)}`);
          for (const each of fact.from) tell(each, `${inner}  `, `${colors.cyan('<-')} `, at);
        }
      };
      tell(root, '', '', '');
      return `${lines.join('\n')}\n`;
    })
    .join('\n');
}

/** The file that says it comes first: the model only names that. */
function placeOf({ file, origin }: Derivation, place: Place): string {
  const written = origin && placeText(origin.file, origin.range.start, place);
  const said = file === undefined ? undefined : displayPath(join(place.folder, file), place.cwd);
  if (said === undefined) return written ?? '';
  return written === undefined ? said : `${said} (named at ${written})`;
}

/** Every fact once, with what it follows from by number; the first is what was asked for. */
export const jsonWhy = (derivations: readonly Derivation[], place: Place): object => ({
  derivations: derivations.map((root) => {
    const facts = allFacts(root);
    const numbers = new Map(facts.map((fact, index) => [fact, index]));
    return {
      name: root.subject.qualifiedName,
      kind: root.subject.kind,
      facts: facts.map((fact, index) => ({
        id: index,
        kind: fact.subject.kind,
        name: fact.subject.qualifiedName,
        text: fact.text,
        type: fact.type,
        because: fact.because,
        origin: fact.origin && jsonOrigin(fact.origin, place),
        file: fact.file === undefined ? undefined : machinePath(fact.file, place),
        from: fact.from.map((each) => numbers.get(each)),
      })),
    };
  }),
});

const jsonOrigin = ({ file, range, element, property, layer }: Origin, place: Place): object => ({
  file: machinePath(file, place),
  start: oneBased(range.start),
  end: oneBased(range.end),
  element,
  property,
  layer,
});
