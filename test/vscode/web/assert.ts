/** What the suites use of `node:assert/strict`, where there is no Node. */

function fail(message: string): never {
  throw new Error(message);
}

export function ok(value: unknown, message = 'not truthy'): void {
  if (!value) fail(message);
}

export function equal(actual: unknown, expected: unknown, message = ''): void {
  if (!Object.is(actual, expected)) fail(`${message} ${String(actual)} is not ${String(expected)}`);
}

export function deepEqual(actual: unknown, expected: unknown): void {
  equal(JSON.stringify(actual), JSON.stringify(expected));
}

export function match(text: string, pattern: RegExp): void {
  if (!pattern.test(text)) fail(`${text} does not match ${String(pattern)}`);
}

export function doesNotMatch(text: string, pattern: RegExp): void {
  if (pattern.test(text)) fail(`${text} matches ${String(pattern)}`);
}

export default { ok, equal, deepEqual, match, doesNotMatch };
