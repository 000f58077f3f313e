import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunResult } from '../../tools/setup/kit/run-process.ts';
import { lastLines } from '../../tools/setup/kit/run-process.ts';
import { runTerraform } from '../../tools/setup/terraform/run-terraform.ts';
import type { TerraformInstallation } from '../../tools/setup/tools/terraform.ts';

/** What Terraform says about a generated file. */
export interface Finding {
  /** Relative to the verified folder, with forward slashes. */
  readonly file: string;
  /** From 1; the first line where Terraform names none. */
  readonly line: number;
  readonly message: string;
  readonly severity: 'error' | 'warning';
  readonly by: 'fmt' | 'init' | 'validate' | 'test';
}

export interface AcceptanceEnvironment {
  readonly installation: TerraformInstallation;
  readonly signal?: AbortSignal;
}

/**
 * Holds a generated folder against the real tool: layout, the provider's schema, and the generated test with
 * its mocked provider. Nothing is asked of AWS, and the folder itself is only read. Takes about 20 seconds.
 */
export async function verify(
  folder: string,
  environment: AcceptanceEnvironment,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const root of await configurations(folder)) {
    const own = await verifyConfiguration(join(folder, root), environment);
    findings.push(
      ...own.map((finding) => ({ ...finding, file: root === '' ? finding.file : `${root}/${finding.file}` })),
    );
  }
  return findings.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}

/** One cloud lies at the root of the folder; several lie in folders of their own. */
async function configurations(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  if (entries.some((entry) => entry.name === 'versions.tf')) return [''];
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function verifyConfiguration(
  folder: string,
  { installation, signal }: AcceptanceEnvironment,
): Promise<readonly Finding[]> {
  const copy = await mkdtemp(join(tmpdir(), 'tenon-verify-'));
  try {
    await cp(folder, copy, { recursive: true, filter: (path) => !path.endsWith('.terraform') });
    const terraform = (...args: readonly string[]): Promise<RunResult> =>
      runTerraform(installation, args, { cwd: copy, ...(signal === undefined ? {} : { signal }) });
    const layout = readDiff(await terraform('fmt', '-check', '-diff', '-recursive'));
    const init = readMessages('init', await terraform('init', '-backend=false', '-input=false', '-json'));
    if (hasErrors(init)) return [...layout, ...init];
    const valid = readMessages('validate', await terraform('validate', '-json'));
    if (hasErrors(valid)) return [...layout, ...valid];
    return [...layout, ...valid, ...readMessages('test', await terraform('test', '-json'))];
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

const hasErrors = (findings: readonly Finding[]): boolean =>
  findings.some((finding) => finding.severity === 'error');

/** `fmt -diff` prints a unified diff for each file that it would change, and messages on stderr for broken ones. */
function readDiff(result: RunResult): readonly Finding[] {
  if (result.code === 0) return [];
  const findings: Finding[] = [];
  let file = '';
  for (const line of result.stdout.split('\n')) {
    const header = /^--- old\/(.+)$/.exec(line);
    if (header) file = header[1]!;
    const hunk = /^@@ -(\d+)/.exec(line);
    if (hunk && file !== '')
      findings.push({
        file,
        line: Number(hunk[1]),
        message: 'terraform fmt would lay this out differently.',
        severity: 'warning',
        by: 'fmt',
      });
  }
  return findings;
}

interface TerraformDiagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
}

/** Reads the diagnostics of a command that was asked for JSON: one document, or one on each line. */
function readMessages(by: Finding['by'], result: RunResult): readonly Finding[] {
  const documents = by === 'validate' ? [result.stdout] : result.stdout.split('\n');
  const diagnostics = documents.flatMap((text) => diagnosticsIn(text));
  const findings = diagnostics.map(({ severity, summary, detail, range }): Finding => ({
    file: range?.filename ?? 'main.tf',
    line: range?.start.line ?? 1,
    message: detail === undefined || detail === '' ? summary : `${summary}: ${detail}`,
    severity: severity === 'warning' ? 'warning' : 'error',
    by,
  }));
  if (result.code === 0 || hasErrors(findings)) return findings;
  return [
    ...findings,
    {
      file: 'main.tf',
      line: 1,
      message: `terraform ${by} failed: ${lastLines(result)}`,
      severity: 'error',
      by,
    },
  ];
}

function diagnosticsIn(text: string): readonly TerraformDiagnostic[] {
  if (!text.trimStart().startsWith('{')) return [];
  const document = JSON.parse(text) as {
    diagnostics?: TerraformDiagnostic[];
    diagnostic?: TerraformDiagnostic;
  };
  return document.diagnostics ?? (document.diagnostic === undefined ? [] : [document.diagnostic]);
}
