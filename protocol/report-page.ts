import type { BenchmarkReportData } from './benchmarks.ts';

/** From the extension to the page of a report. */
export type ToReportPage = {
  readonly type: 'show';
  /** Undefined when there is no project any more. */
  readonly data: BenchmarkReportData | undefined;
  /** Texts of the page in the language of the editor, by the English ones. */
  readonly texts: Readonly<Record<string, string>>;
};

/** From the page of a report to the extension. */
export type FromReportPage =
  /** The page listens. */
  | { readonly type: 'ready' }
  /** Another model is to be shown. */
  | { readonly type: 'choose'; readonly subject: string }
  /** The model is to be measured again. */
  | { readonly type: 'measure' }
  /** Something is to be saved where the user wants it. */
  | {
      readonly type: 'save';
      /** Suggested name of the file. */
      readonly name: string;
      readonly content: string;
      readonly encoding: 'utf8' | 'base64';
    };

/** What the editor keeps of a report that is open, so that it is there again in the next window. */
export interface ReportPageState {
  readonly project: string;
  readonly subject: string;
  /** Ids of the sections whose tables are unfolded. */
  readonly unfolded?: readonly string[];
  /** Pixels from the top. */
  readonly scroll?: number;
}
