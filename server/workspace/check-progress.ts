import type { WorkDoneProgressServerReporter } from 'vscode-languageserver';

/** Checks that are done sooner show nothing, in milliseconds. */
const LONG = 500;

/** Shows how far a long check has come, such as the first one of a large project. */
export class CheckProgress {
  readonly #create: () => Promise<WorkDoneProgressServerReporter>;
  readonly #translate: (english: string) => string;
  #shown: Promise<WorkDoneProgressServerReporter> | undefined;
  #start: number | undefined;
  #most = 0;

  constructor(
    create: () => Promise<WorkDoneProgressServerReporter>,
    translate: (english: string) => string = (english) => english,
  ) {
    this.#create = create;
    this.#translate = translate;
  }

  /** So many files are left. */
  report(left: number): void {
    this.#start ??= performance.now();
    this.#most = Math.max(this.#most, left);
    const isNew = !this.#shown;
    if (left === 0 || performance.now() - this.#start < LONG) return;
    this.#shown ??= this.#create();
    const share = Math.floor((100 * (this.#most - left)) / this.#most);
    const message = this.#translate(`${this.#most - left} of ${this.#most} files`);
    this.#say((progress) =>
      isNew
        ? progress.begin(this.#translate('Checking models'), share, message)
        : progress.report(share, message),
    );
  }

  done(): void {
    this.#say((progress) => progress.done());
    this.#shown = undefined;
    this.#start = undefined;
    this.#most = 0;
  }

  /** A client that shows nothing is no reason to fail. */
  #say(what: (progress: WorkDoneProgressServerReporter) => void): void {
    void this.#shown?.then(what).catch(() => undefined);
  }
}
