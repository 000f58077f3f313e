/** What every real tool looks like to the tests, to `tenon verify` and to the set-up command. */
export interface Tool<Paths extends object = object> {
  /** Also the name of the tool's file in `tools/`, without the ending. */
  readonly id: string;
  /** The tool and its version in words. */
  readonly title: string;
  /** What can't be done while this tool is missing; follows "disabled without it: ". */
  readonly enables: string;
  /** Installs what is missing. Takes seconds to minutes the first time, milliseconds afterwards. */
  ensure(options?: EnsureOptions): Promise<ToolResult<Paths>>;
  /** The same answer from what is already there: installs nothing and uses no network. */
  find(): Promise<ToolResult<Paths>>;
}

export type ToolResult<Paths extends object = object> = ({ readonly ok: true } & Paths) | ToolMissing;

export interface ToolMissing {
  readonly ok: false;
  /** One sentence for the person who misses the tool: what is missing and how to get it. */
  readonly reason: string;
}

export interface EnsureOptions {
  /** Receives progress lines; they go to stderr when nobody listens. */
  readonly report?: (line: string) => void;
  readonly signal?: AbortSignal;
}

export function missing(reason: string): ToolMissing {
  return { ok: false, reason };
}

export function reportTo(options: EnsureOptions | undefined): (line: string) => void {
  return options?.report ?? ((line) => process.stderr.write(`${line}\n`));
}
