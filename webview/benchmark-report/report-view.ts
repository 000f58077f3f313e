import type { BenchmarkReport } from '../../bench/report/report.ts';
import { VERDICT_WORDS, type ObjectiveRow } from '../../bench/report/sections/objectives.ts';
import type { Section } from '../../bench/report/section.ts';
import { coldChart, memoryChart, operatorsChart, placementChart } from './charts/bar-charts.ts';
import type { ChartFrame, Drawing } from './charts/chart.ts';
import { comparisonChart, historyChart } from './charts/history-charts.ts';
import { distributionChart, percentilesChart } from './charts/latency-charts.ts';
import { throughputChart } from './charts/throughput-chart.ts';
import { element, tableElement } from './elements.ts';
import { legend } from './legend.ts';

export interface ViewOptions {
  readonly frame: ChartFrame;
  /** A text of the page in the language of the editor. */
  readonly t: (english: string) => string;
  /** Ids of sections whose tables are unfolded. */
  readonly unfolded: ReadonlySet<string>;
  /** Buttons of a drawing; none on a page that is exported. */
  readonly buttons?: (id: string, title: string) => readonly (Node | string)[];
}

/** The report below its toolbar: facts, remarks, and a section for each thing that was measured. */
export function reportView(report: BenchmarkReport, options: ViewOptions): readonly HTMLElement[] {
  const { t } = options;
  const { objectives, cases, distribution, percentiles, throughput, placement, operators, memory, cold } =
    report.sections;
  const { history, comparison, paired } = report.sections;
  const promises = objectives.rows;
  const drawn = <T>(
    id: string,
    section: Section<T>,
    draw: (rows: readonly T[], frame: ChartFrame) => Drawing,
    series?: (row: T) => string,
  ): HTMLElement => sectionView(id, section, options, { draw, ...(series ? { series } : {}) });
  return [
    element(
      'dl',
      {},
      ...report.facts.flatMap(([name, value]) => [element('dt', {}, t(name)), element('dd', {}, value)]),
    ),
    ...(report.remarks.length === 0
      ? []
      : [element('ul', { class: 'remarks' }, ...report.remarks.map((each) => element('li', {}, t(each))))]),
    objectivesView(objectives, options),
    sectionView('cases', cases, options),
    drawn(
      'percentiles',
      percentiles,
      (rows, frame) => percentilesChart(rows, promises, frame),
      (row) => row.case,
    ),
    drawn('distribution', distribution, distributionChart),
    drawn(
      'throughput',
      throughput,
      (rows, frame) => throughputChart(rows, promises, frame),
      (row) => row.scenario,
    ),
    drawn('placement', placement, placementChart),
    drawn('operators', operators, operatorsChart, ({ provider }) => provider),
    drawn('memory', memory, memoryChart, ({ part }) => part),
    drawn('cold', cold, coldChart),
    drawn('history', history, historyChart, (row) => row.case),
    drawn('comparison', comparison, comparisonChart),
    drawn('paired', paired, comparisonChart),
  ];
}

function sectionView<T>(
  id: string,
  section: Section<T>,
  options: ViewOptions,
  drawing?: {
    readonly draw: (rows: readonly T[], frame: ChartFrame) => Drawing;
    readonly series?: (row: T) => string;
  },
): HTMLElement {
  const { t, frame, unfolded, buttons } = options;
  const title = t(section.title);
  const { rows, table } = section;
  const isThere = rows.length > 0;
  const head = element('div', { class: 'head' }, element('h2', { id: `${id}-title` }, title));
  const view = element('section', { id, 'aria-labelledby': `${id}-title` }, head);
  if (!isThere) {
    view.append(element('p', { class: 'missing' }, t(section.missing)));
    return view;
  }
  const made = scrolling(tableElement(table.columns.map(t), table.rows, title), title);
  if (!drawing) {
    view.append(made);
    return view;
  }
  if (buttons) head.append(element('span', {}, ...buttons(id, title)));
  const drawn = drawing.draw(rows, frame);
  drawn.setAttribute('aria-hidden', 'true');
  const key = drawing.series && legend(rows.map(drawing.series), frame);
  view.append(
    element('figure', { role: 'img', 'aria-label': section.summary }, drawn),
    ...(key ? [key] : []),
  );
  const details = element('details', {}, element('summary', {}, t('As a table')), made);
  details.open = unfolded.has(id);
  view.append(details);
  return view;
}

const SIGNS = { kept: '✓', broken: '✗', undecided: '?', unmeasured: '–' } as const;

/** Verdicts have a sign and a word, not only a colour. */
function objectivesView(section: Section<ObjectiveRow>, options: ViewOptions): HTMLElement {
  const { t } = options;
  const view = sectionView('objectives', section, options);
  if (section.rows.length === 0) return view;
  const title = t(section.title);
  const rows = section.rows.map(({ text, verdict, service, reason }) => [
    element('code', {}, text),
    element('span', { class: verdict }, `${SIGNS[verdict]} ${t(VERDICT_WORDS[verdict])}`),
    service,
    reason,
  ]);
  view
    .querySelector('.scroll')!
    .replaceWith(scrolling(tableElement(section.table.columns.map(t), rows, title), title));
  return view;
}

/** What is wider than the window can be scrolled by the keyboard, too. */
const scrolling = (table: HTMLElement, label: string): HTMLElement =>
  element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label }, table);
