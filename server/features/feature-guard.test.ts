import { expect, it } from 'vitest';
import { CancellationToken, CancellationTokenSource, ResponseError } from 'vscode-languageserver';
import { FeatureGuard } from './feature-guard.ts';

it('answers with nothing when a feature throws, and says so once, with a reference', async () => {
  const said: string[] = [];
  const guard = new FeatureGuard((message) => said.push(message));
  const broken = guard.handle<number, string[]>('hover', [], () => {
    throw new Error('broken');
  });
  expect(await broken(1, CancellationToken.None)).toEqual([]);
  expect(await broken(2, CancellationToken.None)).toEqual([]);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^hover failed \(reference [0-9a-f]{8};/u);
});

it('answers a cancelled request as cancelled, whatever comes of it', async () => {
  const guard = new FeatureGuard(() => expect.unreachable());
  const source = new CancellationTokenSource();
  const slow = guard.handle<number, number>('hover', 0, () => {
    source.cancel();
    throw new Error('interrupted');
  });
  expect(await slow(1, source.token)).toBeInstanceOf(ResponseError);
  expect(await guard.handle<number, number>('hover', 0, (n) => n)(7, CancellationToken.None)).toBe(7);
});

it('refuses every request after the last one, and lets a notification fail alone', async () => {
  const said: string[] = [];
  const guard = new FeatureGuard((message) => said.push(message));
  guard.run('opening', () => {
    throw new Error('broken');
  });
  expect(said).toEqual([expect.stringMatching(/^opening failed/u)]);
  guard.end();
  const refused = await guard.handle<number, number>('hover', 0, (n) => n)(7, CancellationToken.None);
  expect(refused).toMatchObject({ code: -32600 });
});
