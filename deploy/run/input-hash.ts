import { createHash, type Hash } from 'node:crypto';
import { createReadStream, lstatSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { NumberedStep } from '../plan/deploy-plan.ts';

/** What a step's hash is made of besides its files. */
export interface HashContext {
  /** Absolute project folder. */
  readonly project: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Version of the step's program. */
  readonly version: string;
}

/**
 * SHA-256 (hex) over everything that decides what a step does: its command, the version of its program, the
 * files that it reads, and the variables of the environment that say where it works. Values of secrets are
 * left out, so that they can't be guessed from the hash: new keys for the same place are the same input.
 */
export async function hashInputs(step: NumberedStep, context: HashContext): Promise<string> {
  const hash = createHash('sha256');
  const { program, args, cwd, sets, reads } = step.command;
  add(
    hash,
    JSON.stringify([step.id, program, context.version, args, cwd, Object.entries(sets).sort(byText)]),
  );
  add(hash, JSON.stringify(readVariables(reads, context.environment)));
  const isLeftOut = nameMatcher(step.notInputs);
  for (const input of step.inputs) await addPath(hash, resolve(context.project, input), input, isLeftOut);
  return hash.digest('hex');
}

/** Names and values of the variables that are read; of those that look like secrets only that they are set. */
export function readVariables(
  reads: readonly string[],
  environment: NodeJS.ProcessEnv,
): readonly (readonly [string, string])[] {
  const isRead = nameMatcher(reads);
  return Object.entries(environment)
    .filter((entry): entry is [string, string] => entry[1] !== undefined && isRead(entry[0]))
    .map(([name, value]) => [name, isSecret(name) ? '' : value] as const)
    .sort(byText);
}

/** The id of an access key says whose account is changed and opens nothing. */
const isSecret = (name: string): boolean =>
  /SECRET|TOKEN|PASSWORD|PASSWD|CREDENTIAL|PRIVATE|_KEY$/i.test(name) &&
  name !== 'AWS_SHARED_CREDENTIALS_FILE';

/** Matches names, and beginnings of names that end with `*`. */
function nameMatcher(patterns: readonly string[]): (name: string) => boolean {
  return (name) =>
    patterns.some((pattern) =>
      pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
    );
}

const byText = ([a]: readonly [string, string], [b]: readonly [string, string]): number =>
  a < b ? -1 : a > b ? 1 : 0;

async function addPath(
  hash: Hash,
  path: string,
  name: string,
  isLeftOut: (name: string) => boolean,
): Promise<void> {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (facts?.isDirectory()) {
    for (const entry of readdirSync(path).sort()) {
      if (!isLeftOut(entry)) await addPath(hash, join(path, entry), `${name}/${entry}`, isLeftOut);
    }
  } else if (facts?.isFile()) {
    add(hash, `${name} ${facts.size}${facts.size > LARGEST_READ ? ` ${facts.mtimeMs}` : ''}`);
    if (facts.size > LARGEST_READ) return;
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } else add(hash, `${name} ${facts ? 'special' : 'missing'}`);
}

/** In bytes. Of larger files, which are data, size and time of change are enough: nobody waits for gigabytes to be hashed. */
const LARGEST_READ = 64 * 1024 * 1024;

/** Each part begins with its length, so that two different lists of parts never give the same bytes. */
const add = (hash: Hash, text: string): void => void hash.update(`${Buffer.byteLength(text)}:`).update(text);
