import { makeReport, type BenchmarkReport } from '../../bench/report/report.ts';
import type {
  BenchmarkReportData,
  FromReportPage,
  ReportPageState,
  ToReportPage,
} from '../../protocol/index.ts';
import { element } from './elements.ts';
import { exportReport, pngFile, svgFile, type ExportedFile, type ExportFormat } from './export.ts';
import { themePalette } from './palette.ts';
import { reportView } from './report-view.ts';
import { STYLE } from './style.ts';

interface Editor {
  postMessage(message: FromReportPage): void;
  getState(): ReportPageState | undefined;
  setState(state: ReportPageState): void;
}

declare const acquireVsCodeApi: () => Editor;

/** The page of a report: shows what the extension sends, and keeps what is unfolded. */
class ReportPage {
  readonly #editor = acquireVsCodeApi();
  #data: BenchmarkReportData | undefined;
  #texts: Readonly<Record<string, string>> = {};
  /** There are figures on the page. */
  #isFilled = false;
  #unfolded = new Set(this.#editor.getState()?.unfolded ?? []);
  #scroll = this.#editor.getState()?.scroll ?? 0;

  /** @param about what the page is about, as the extension wrote it into the page */
  start(nonce: string, about: string | undefined): void {
    if (this.#editor.getState() === undefined && about !== undefined)
      this.#editor.setState(JSON.parse(about) as ReportPageState);
    const style = element('style');
    style.nonce = nonce;
    style.textContent = STYLE;
    document.head.append(style);
    window.addEventListener('message', ({ data }: MessageEvent<ToReportPage>) => this.#show(data));
    window.addEventListener('scroll', () => this.#keep());
    let width = 0;
    new ResizeObserver(() => {
      if (widthOfPage() === width) return;
      width = widthOfPage();
      this.#render();
    }).observe(document.body);
    new MutationObserver(() => this.#render()).observe(document.body, { attributeFilter: ['class'] });
    this.#editor.postMessage({ type: 'ready' });
  }

  #show({ data, texts }: ToReportPage): void {
    this.#data = data;
    this.#texts = texts;
    const isFirst = !this.#isFilled;
    this.#render();
    this.#isFilled ||= (data?.results.length ?? 0) + (data?.comparisons.length ?? 0) > 0;
    // Only a page with figures is long enough to be where it was in the last window.
    if (isFirst && this.#isFilled) window.scrollTo({ top: this.#scroll });
    this.#keep();
  }

  #keep(): void {
    if (!this.#data) return;
    if (this.#isFilled) this.#scroll = window.scrollY;
    const { project, subject } = this.#data;
    this.#editor.setState({ project, subject, unfolded: [...this.#unfolded], scroll: this.#scroll });
  }

  #t = (english: string): string => this.#texts[english] ?? english;

  #render(): void {
    const data = this.#data;
    if (!data) return;
    this.#noteUnfolded();
    const report = makeReport(data);
    const main = element(
      'main',
      {},
      element('h1', {}, data.subject === '' ? this.#t('Benchmarks') : data.subject),
    );
    main.append(this.#toolbar(data, report));
    main.append(...(report ? this.#report(report) : [element('p', { class: 'missing' }, this.#t(EMPTY))]));
    // Somebody who works elsewhere, such as in a list of commands, keeps the keyboard.
    const focused = document.hasFocus() ? (document.activeElement?.getAttribute('data-key') ?? '') : '';
    document.querySelector('main')?.remove();
    document.body.append(main);
    if (focused !== '') main.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  #toolbar(data: BenchmarkReportData, report: BenchmarkReport | undefined): HTMLElement {
    const bar = element('div', {
      class: 'bar',
      role: 'toolbar',
      'aria-label': this.#t('Actions of the report'),
    });
    const subjects = [...new Set([data.subject, ...data.subjects])].filter((subject) => subject !== '');
    if (subjects.length > 1) {
      const select = element(
        'select',
        { 'aria-label': this.#t('Model'), 'data-key': 'model' },
        ...subjects.map((subject) => element('option', { value: subject }, subject)),
      );
      select.value = data.subject;
      select.addEventListener('change', () =>
        this.#editor.postMessage({ type: 'choose', subject: select.value }),
      );
      bar.append(select);
    }
    const measure = this.#button(this.#t(report ? 'Measure Again' : 'Measure'), 'measure', () =>
      this.#editor.postMessage({ type: 'measure' }),
    );
    measure.className = 'first';
    bar.append(measure);
    if (report) {
      for (const [format, title] of FORMATS) {
        const label = `${this.#t('Export as')} ${title}`;
        bar.append(
          this.#button(label, format, () => this.#save(exportReport(format, report, data, this.#t))),
        );
      }
    }
    return bar;
  }

  #report(report: BenchmarkReport): readonly HTMLElement[] {
    const views = reportView(report, {
      frame: { palette: themePalette(document.body), width: widthOfPage() },
      t: this.#t,
      unfolded: this.#unfolded,
      buttons: (id, title) => [
        this.#small('SVG', id, title, () => this.#save(svgFile(id, report, this.#t))),
        ' ',
        this.#small(
          'PNG',
          id,
          title,
          () => void pngFile(id, report, this.#t).then((file) => this.#save(file)),
        ),
      ],
    });
    for (const view of views) {
      // The policy of the page takes no style that comes without its nonce; the page has these rules itself.
      for (const style of view.querySelectorAll('svg style')) style.remove();
      const details = view.querySelector('details');
      details?.querySelector('summary')?.setAttribute('data-key', `table ${view.id}`);
      details?.addEventListener('toggle', () => {
        this.#noteUnfolded();
        this.#keep();
      });
    }
    return views;
  }

  /** What is unfolded on the page now: it may be made anew before the page hears of what somebody has just unfolded. */
  #noteUnfolded(): void {
    for (const details of document.querySelectorAll('main section > details')) {
      const { id } = details.parentElement!;
      if ((details as HTMLDetailsElement).open) this.#unfolded.add(id);
      else this.#unfolded.delete(id);
    }
  }

  #small(format: string, id: string, title: string, act: () => void): HTMLElement {
    const button = this.#button(format, `${format} ${id}`, act);
    button.className = 'small';
    button.setAttribute('aria-label', `${this.#t('Export as')} ${format}: ${title}`);
    return button;
  }

  #button(label: string, key: string, act: () => void): HTMLElement {
    const button = element('button', { type: 'button', 'data-key': key }, label);
    button.addEventListener('click', act);
    return button;
  }

  #save(file: ExportedFile): void {
    this.#editor.postMessage({ type: 'save', ...file });
  }
}

const EMPTY = 'Nothing was measured yet. The first benchmark fills this page.';

const FORMATS: readonly (readonly [format: ExportFormat, title: string])[] = [
  ['html', 'HTML'],
  ['md', 'Markdown'],
  ['csv', 'CSV'],
  ['json', 'JSON'],
];

/** Room for a drawing, in pixels. */
const widthOfPage = (): number => Math.max(360, Math.min(920, document.body.clientWidth - 40));

const script = document.currentScript as HTMLScriptElement | null;
new ReportPage().start(script?.nonce ?? '', script?.dataset['about']);
