import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ProgressChannel } from './progress-channel.ts';

const STEP = { subject: 'shop.net', index: 1, of: 2, step: 'phase', phase: 'load' };

it('tells who listens, one object a line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-progress-'));
  const address = process.platform === 'win32' ? '\\\\.\\pipe\\tenon-progress-test' : join(folder, 'p');
  const text = new Promise<string>((resolve) => {
    const server = createServer((socket) => {
      let all = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => (all += chunk));
      socket.on('end', () => server.close(() => resolve(all)));
    });
    server.listen(address, () => {
      const channel = ProgressChannel.fromEnvironment({ TENON_PROGRESS: address });
      channel.send(STEP);
      channel.send({ ...STEP, phase: 'measure' });
      channel.close();
    });
  });
  const lines = (await text).trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as typeof STEP).phase)).toEqual(['load', 'measure']);
  rmSync(folder, { recursive: true });
});

it('hears that somebody cancels', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-progress-'));
  const address = process.platform === 'win32' ? '\\\\.\\pipe\\tenon-cancel-test' : join(folder, 'p');
  await new Promise<void>((resolve) => {
    const server = createServer((socket) => socket.write('cancel\n'));
    server.listen(address, () => {
      const channel = new ProgressChannel(address, () => {
        channel.close();
        server.close();
        resolve();
      });
    });
  });
  rmSync(folder, { recursive: true });
});

it('is silent where nobody listens', () => {
  for (const address of [undefined, '', join(tmpdir(), 'tenon nobody listens here')]) {
    const channel = new ProgressChannel(address);
    channel.send(STEP);
    channel.close();
  }
});
