import { join } from 'node:path';
import type { Origin } from '../../language/index.ts';
import { displayPath } from '../project-location.ts';
import { codeFrame, lineReader } from '../report/code-frame.ts';
import { showable } from '../report/display-width.ts';
import { placeText, plural } from '../report/human.ts';
import { machinePath, oneBased } from '../report/places.ts';
import type { Report } from '../report/report.ts';
import type { Colors } from '../terminal.ts';
import type { ElementTrace } from './trace-element.ts';
import type { LineTrace } from './trace-line.ts';

/** Where model files and generated files lie. */
export type TracePlace = Pick<Report, 'folder' | 'cwd' | 'textOf'> & { readonly root: string };

export function humanLine(trace: LineTrace, place: TracePlace, colors: Colors): string {
  const path = displayPath(join(place.root, trace.path), place.cwd);
  const lines = [
    colors.bold(`${path}:${trace.line}`),
    ...(trace.text === undefined ? [] : [`  ${showable(trace.text)}`]),
  ];
  if (trace.state === 'edited')
    lines.push(colors.yellow('  The file was edited after it was generated; its lines were matched.'));
  if (trace.state === 'missing')
    lines.push(colors.yellow('  The file is not there any more; this is how it was generated.'));
  lines.push(`  ${saysCause(trace)}`);
  for (const origin of trace.origins) lines.push('', ...originLines(origin, place, colors));
  return `${lines.join('\n')}\n`;
}

function saysCause({ cause, origins, derived, copyOf }: LineTrace): string {
  switch (cause) {
    case 'none':
      return 'The file has no such line.';
    case 'by hand':
      return 'Nobody generated this line: it was written by hand.';
    case 'boilerplate':
      return 'Every output of this target has this line; no line of the model caused it.';
    case 'copy':
      return `This is a copy of ${copyOf}, placed here because of:`;
    case 'model':
      return `Caused by ${plural(origins.length, 'place')} of the model${derived === undefined ? '' : `, because ${derived}`}:`;
  }
}

function originLines(origin: Origin, place: TracePlace, colors: Colors): readonly string[] {
  const { element, property, layer, file, range } = origin;
  const name = property === undefined ? element : `${element}: ${property}`;
  const line = lineReader(place.textOf)(file, range.start.line);
  const frame = line === undefined ? undefined : codeFrame(line, range);
  const head = `  ${colors.cyan(name)}${layer === 'declaration' ? '' : colors.dim(` (${layer})`)}`;
  if (!frame) return [head, `  ${colors.blue('-->')} ${placeText(file, range.start, place)}`];
  const margin = ' '.repeat(String(frame.line).length);
  const bar = colors.blue('|');
  return [
    head,
    `  ${margin}${colors.blue('-->')} ${placeText(file, range.start, place)}`,
    `  ${colors.blue(String(frame.line))} ${bar} ${frame.text}`,
    `  ${margin} ${bar} ${colors.cyan(frame.marks)}`,
  ];
}

export function jsonLine(trace: LineTrace, place: TracePlace): object {
  const { path, line, text, target, state, cause, derived, copyOf, origins } = trace;
  return {
    file: displayPath(join(place.root, path), place.cwd),
    line,
    text,
    target,
    state,
    cause,
    derived,
    copyOf,
    origins: origins.map(({ element, property, layer, file, range }) => ({
      element,
      property,
      layer,
      file: machinePath(file, place),
      start: oneBased(range.start),
      end: oneBased(range.end),
    })),
  };
}

export function humanElement(
  name: string,
  traces: readonly ElementTrace[],
  place: TracePlace,
  colors: Colors,
): string {
  const lines = traces.map(({ path, ranges, state }) => {
    const shown = ranges
      .map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
      .join(', ');
    const note =
      state === 'as generated'
        ? ''
        : colors.yellow(state === 'edited' ? '  edited since' : '  not there any more');
    return `  ${displayPath(join(place.root, path), place.cwd)}:${shown || '-'}${note}\n`;
  });
  const amount = traces.reduce(
    (sum, { ranges }) => sum + ranges.reduce((inner, [first, last]) => inner + last - first + 1, 0),
    0,
  );
  return `${colors.bold(name)} caused ${plural(amount, 'line')} in ${plural(traces.length, 'file')}:\n${lines.join('')}`;
}

export const jsonElement = (name: string, traces: readonly ElementTrace[], place: TracePlace): object => ({
  element: name,
  files: traces.map(({ path, target, state, ranges }) => ({
    file: displayPath(join(place.root, path), place.cwd),
    target,
    state,
    ranges: ranges.map(([first, last]) => ({ first, last })),
  })),
});
