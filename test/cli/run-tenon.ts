import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const repository = fileURLToPath(new URL('../..', import.meta.url));
const entry = join(repository, 'cli/main.ts');

export interface TenonRun {
  /** 128 plus the signal's number when a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface TenonOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string | Uint8Array;
  /** Leaves standard input open behind `input`. */
  readonly openInput?: boolean;
  readonly uid?: number;
  /** Called with the process and all that it has written so far to standard error. */
  readonly onError?: (child: ChildProcess, stderr: string) => void;
}

/** Runs the real command, from source. */
export function tenon(args: readonly string[], options: TenonOptions = {}): Promise<TenonRun> {
  const { cwd = repository, env = {}, input, openInput = false, uid, onError } = options;
  const child = spawn(process.execPath, [entry, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    onError?.(child, stderr);
  });
  child.stdin.on('error', () => undefined).write(input ?? '');
  if (!openInput) child.stdin.end();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) =>
      resolve({ code: code ?? (signal === 'SIGINT' ? 130 : 128), stdout, stderr }),
    );
  });
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A folder with these files, which is gone when the test is over; its name has a blank and Chinese letters. */
export function folderWith(files: Files): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tenon 项目-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  addFiles(folder, files);
  return folder;
}

export function addFiles(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Rows of orders and a feature of customers: a model without findings. */
export const SHOP = `package shop

source orders {
  format: parquet
  location: "s3://\${lake.name}/orders/"
  event_time: ordered_at
  schema {
    order_id    : int64 key
    customer_id : string
    amount      : float64 where value >= 0
    ordered_at  : timestamp
  }
}

entity customer { key: customer_id }

features customer_activity of customer from orders {
  ttl: 30d
  amount_7d : float64 = sum(amount) over 7d
}

cloud main on aws {
  region: "eu-central-1"
  bucket lake { versioning: on, encryption: kms }
}

environment dev {}
`;

export const SHOP_DEPLOYMENT = `package shop

deployment shop_dev {
  environment: dev
  uses [main, customer_activity]
  emit [terraform]
}
`;

export const shopProject = (): string =>
  folderWith({ 'tenon.json': '{ "language": 1 }', 'shop.tenon': SHOP, 'release.tenon': SHOP_DEPLOYMENT });
