import { ensureTool, listTools } from './index.ts';
import { lockableEnvironments, lockPythonEnvironment } from './python/lock.ts';

const usage = `usage: cli.ts <command>

  setup [ids…]             install the named tools, or all; exit 1 when one is not available
  status [--json]          what is there, and what a missing tool disables
  lock [--upgrade] [names…]  make the Python lock files anew

`;

// A reader that has seen enough (`| head`) is not a failure.
process.stdout.once('error', () => process.exit());
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const abort = new AbortController();
  const cancel = (): void => abort.abort(new Error('cancelled'));
  process.once('SIGINT', cancel).once('SIGTERM', cancel);
  const [command, ...rest] = args;
  try {
    if (command === 'setup') return await setup(rest, abort.signal);
    if (command === 'status') return await status(rest.includes('--json'));
    if (command === 'lock') return await lock(rest, abort.signal);
  } catch (error) {
    if (!abort.signal.aborted) throw error;
    process.stderr.write('cancelled\n');
    return 130;
  } finally {
    process.removeListener('SIGINT', cancel).removeListener('SIGTERM', cancel);
  }
  process.stderr.write(usage);
  return 2;
}

async function setup(ids: readonly string[], signal: AbortSignal): Promise<number> {
  const known = (await listTools()).map((tool) => tool.id);
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    process.stderr.write(`no such tool: ${unknown.join(', ')} (there are: ${known.join(', ')})\n`);
    return 2;
  }
  let failures = 0;
  for (const id of ids.length > 0 ? ids : known) {
    const result = await ensureTool(id, { signal });
    process.stdout.write(result.ok ? `${id}: ready\n` : `${id}: missing: ${result.reason}\n`);
    if (!result.ok) failures++;
  }
  return failures > 0 ? 1 : 0;
}

async function status(json: boolean): Promise<number> {
  const rows = [];
  for (const tool of await listTools()) {
    rows.push({ id: tool.id, title: tool.title, enables: tool.enables, ...(await tool.find()) });
  }
  if (json) {
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return 0;
  }
  for (const row of rows) {
    const state = row.ok ? 'ready' : `missing: ${row.reason}\n  disabled without it: ${row.enables}`;
    process.stdout.write(`${row.id} (${row.title}): ${state}\n`);
  }
  return 0;
}

async function lock(args: readonly string[], signal: AbortSignal): Promise<number> {
  const names = args.filter((arg) => !arg.startsWith('--'));
  for (const name of names.length > 0 ? names : await lockableEnvironments()) {
    const result = await lockPythonEnvironment(name, { signal, upgrade: args.includes('--upgrade') });
    if (!result.ok) {
      process.stderr.write(`${result.reason}\n`);
      return 1;
    }
  }
  return 0;
}
