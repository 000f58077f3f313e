import type { ProbeResult, ProviderReport } from '../../bench/provider/probe-providers.ts';
import type { Colors } from '../terminal.ts';

const systems: Readonly<Record<string, string>> = { linux: 'Linux', win32: 'Windows', darwin: 'macOS' };

/** The table of `tenon doctor --gpu`: one line for each provider, and what to do for each that is missing. */
export function printProviders({ engine, providers }: ProbeResult, colors: Colors): string {
  const { bold, dim, yellow } = colors;
  const width = Math.max(...providers.map(({ title }) => title.length));
  const lines: string[] = [];
  if (engine === undefined) lines.push(yellow('ONNX Runtime does not load.'));
  else {
    lines.push(`ONNX Runtime ${engine.version}, engine ${engine.name}`);
    if (engine.fallbackReason !== undefined) {
      lines.push(dim(`The faster engine ort-ffi does not start: ${engine.fallbackReason}`));
    }
  }
  for (const report of providers) {
    lines.push(`${mark(report, colors)} ${bold(report.title.padEnd(width))}  ${state(report)}`);
    if (report.state === 'missing') lines.push(`  ${' '.repeat(width)}  ${dim(report.advice)}`);
  }
  return `${lines.join('\n')}\n`;
}

function mark({ state }: ProviderReport, { green, yellow, dim }: Colors): string {
  return { works: green('✓'), missing: yellow('✗'), elsewhere: dim('–') }[state];
}

function state(report: ProviderReport): string {
  switch (report.state) {
    case 'works':
      return 'starts and runs a model';
    case 'missing':
      return `missing: ${report.reason}`;
    case 'elsewhere':
      return `on ${report.platforms.map((platform) => systems[platform] ?? platform).join(' and ')} only`;
  }
}
