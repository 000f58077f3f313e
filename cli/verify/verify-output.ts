import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Finding } from '../report/report.ts';
import { traceLine } from '../trace/trace-line.ts';
import type { OutputTraces } from '../trace/read-traces.ts';
import { VERIFIERS, type ToolFinding } from './verifiers.ts';

export interface VerifyRequest {
  readonly output: OutputTraces;
  /** Absolute path of the project. */
  readonly project: string;
  /** Ids of the targets to verify; all that were generated when absent. */
  readonly targets?: readonly string[];
  readonly signal: AbortSignal;
  readonly onFolder?: (event: FolderEvent) => void;
}

export type FolderEvent = { readonly folder: string; readonly target: string } & (
  | { readonly state: 'started'; readonly version: string }
  | { readonly state: 'done'; readonly findings: number; readonly milliseconds: number }
  | { readonly state: 'skipped'; readonly reason: string; readonly disables: string }
  | { readonly state: 'failed'; readonly reason: string }
);

export interface Verified {
  readonly findings: readonly Finding[];
  /** Generated files that a tool has looked at, relative to the project. */
  readonly files: readonly string[];
  /** Folders that no tool has looked at. */
  readonly skipped: number;
  /** A tool could not do its work at all. */
  readonly failed: boolean;
}

/** Runs the real tool of every target on its generated folders, one after the other. */
export async function verifyOutput(request: VerifyRequest): Promise<Verified> {
  const { output, targets, signal, onFolder = () => undefined } = request;
  const findings: Finding[] = [];
  const files: string[] = [];
  let skipped = 0;
  let failed = false;
  for (const { folder, trace } of output.traces) {
    const { target } = trace;
    signal.throwIfAborted();
    if ((targets && !targets.includes(target)) || !existsSync(join(output.root, folder))) continue;
    const verifier = VERIFIERS.find((each) => each.target === target);
    const tool = await verifier?.find(signal);
    if (!verifier || !tool?.found) {
      skipped += 1;
      const reason = tool && !tool.found ? tool.reason : 'there is no tool that checks it';
      onFolder({
        folder,
        target,
        state: 'skipped',
        reason,
        disables: verifier?.disables ?? 'whether the real tool accepts it',
      });
      continue;
    }
    onFolder({ folder, target, state: 'started', version: tool.version });
    const started = performance.now();
    try {
      const found = await tool.verify(join(output.root, folder), signal);
      findings.push(...found.map((each) => atModelLine(each, folder, target, request)));
      files.push(...trace.files.map(({ path }) => projectPath(path, request)));
      onFolder({
        folder,
        target,
        state: 'done',
        findings: found.length,
        milliseconds: performance.now() - started,
      });
    } catch (error) {
      signal.throwIfAborted();
      failed = true;
      onFolder({
        folder,
        target,
        state: 'failed',
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }
  return { findings, files, skipped, failed };
}

/** Puts a tool's finding on the model line that caused the generated one; where none did, it stays there. */
function atModelLine(found: ToolFinding, folder: string, target: string, request: VerifyRequest): Finding {
  const { line, message, severity, by } = found;
  const path = folder === '' ? found.file : `${folder}/${found.file}`;
  const traced = traceLine(request.output, path, line);
  const place = { file: projectPath(path, request), range: wholeLine(line, traced?.text) };
  // Problem matchers of editors know the first line only.
  const [first = '', ...more] = message.trim().split(/\s*\n\s*/u);
  const finding = {
    code: by === target ? target : `${target}/${by}`,
    severity,
    message: first,
    ...(more.length === 0 ? {} : { help: more.join(' ') }),
  };
  const [origin, ...others] = traced?.origins ?? [];
  if (!origin) return { ...finding, ...place };
  const related = [
    { ...place, message: 'The tool refuses this generated line.' },
    ...others.map((other) => ({
      file: other.file,
      range: other.range,
      message: 'This caused the line too.',
    })),
  ];
  return { ...finding, file: origin.file, range: origin.range, related };
}

const wholeLine = (line: number, text: string | undefined): Finding['range'] => ({
  start: { line: line - 1, character: text === undefined ? 0 : text.length - text.trimStart().length },
  end: { line: line - 1, character: text?.length ?? 0 },
});

const projectPath = (path: string, { output, project }: VerifyRequest): string =>
  relative(project, join(output.root, path)).replaceAll('\\', '/');
