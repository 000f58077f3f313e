import { csvReport } from '../../bench/report/csv-report.ts';
import { markdownReport } from '../../bench/report/markdown-report.ts';
import type { BenchmarkReport } from '../../bench/report/report.ts';
import type { BenchmarkReportData } from '../../protocol/index.ts';
import { element } from './elements.ts';
import { PRINT } from './palette.ts';
import { reportView, type ViewOptions } from './report-view.ts';
import { STYLE } from './style.ts';

/** A file that the extension is asked to save. */
export interface ExportedFile {
  readonly name: string;
  readonly content: string;
  readonly encoding: 'utf8' | 'base64';
}

export type ExportFormat = 'html' | 'json' | 'md' | 'csv';

/** Pixels; the exported page and its drawings do not depend on the window. */
const WIDTH = 880;

const print = (t: ViewOptions['t']): ViewOptions => ({
  frame: { palette: PRINT, width: WIDTH },
  t,
  unfolded: new Set(),
});

export function exportReport(
  format: ExportFormat,
  report: BenchmarkReport,
  data: BenchmarkReportData,
  t: ViewOptions['t'],
): ExportedFile {
  const name = `${fileName(report.subject)}-benchmark.${format}`;
  return { name, content: contentOf(format, report, data, t), encoding: 'utf8' };
}

function contentOf(
  format: ExportFormat,
  report: BenchmarkReport,
  data: BenchmarkReportData,
  t: ViewOptions['t'],
): string {
  switch (format) {
    case 'html':
      return htmlPage(report, t);
    case 'json':
      return jsonExport(data);
    case 'md':
      return markdownReport(report);
    case 'csv':
      return csvReport(report.subject, data.results, data.comparisons);
  }
}

function jsonExport({ subject, objectives, results, comparisons }: BenchmarkReportData): string {
  return `${JSON.stringify({ subject, objectives, results, comparisons }, null, 2)}\n`;
}

/** A page that needs nothing else and runs nothing: drawings with their tables, for every browser. */
function htmlPage(report: BenchmarkReport, t: ViewOptions['t']): string {
  const title = element('title', {}, `${t('Benchmark of')} ${report.subject}`);
  const main = element('main', {}, element('h1', {}, report.subject), ...reportView(report, print(t)));
  return [
    '<!doctype html>',
    `<html lang="${document.documentElement.lang || 'en'}">`,
    '<head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    title.outerHTML,
    `<style>${STYLE}</style></head>`,
    `<body>${main.outerHTML}</body></html>`,
    '',
  ].join('\n');
}

/** The drawing of one section, without the page around it. */
export function svgFile(id: string, report: BenchmarkReport, t: ViewOptions['t']): ExportedFile {
  return { name: `${fileName(report.subject)}-${id}.svg`, content: svgText(id, report, t), encoding: 'utf8' };
}

function svgText(id: string, report: BenchmarkReport, t: ViewOptions['t']): string {
  const view = reportView(report, print(t)).find((each) => each.id === id);
  const drawing = view?.querySelector('figure svg');
  if (!drawing) throw new Error(`There is no drawing of ${id}.`);
  drawing.removeAttribute('aria-hidden');
  drawing.setAttribute('role', 'img');
  drawing.setAttribute('aria-label', view!.querySelector('figure')!.getAttribute('aria-label') ?? '');
  return new XMLSerializer().serializeToString(drawing);
}

/** The same as pixels, twice as many as on the screen. */
export async function pngFile(
  id: string,
  report: BenchmarkReport,
  t: ViewOptions['t'],
): Promise<ExportedFile> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(id, report, t))}`;
  await image.decode();
  const canvas = element('canvas');
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  const context = canvas.getContext('2d')!;
  context.fillStyle = PRINT.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const content = canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/u, '');
  return { name: `${fileName(report.subject)}-${id}.png`, content, encoding: 'base64' };
}

const fileName = (subject: string): string => subject.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');
