import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureTool, listTools } from './index.ts';
import { lockedVersions } from './python/python-environment.ts';

describe('tools', () => {
  it('are the files of the folder, each answering without installing', async () => {
    const files = await readdir(join(import.meta.dirname, 'tools'));
    const tools = await listTools();
    expect(tools.map((tool) => `${tool.id}.ts`)).toEqual(files.sort());
    for (const tool of tools) {
      const found = await tool.find();
      if (!found.ok) expect(found.reason).not.toBe('');
    }
  }, 120_000);

  it('says so when there is no such tool', async () => {
    expect(await ensureTool('nothing')).toEqual({ ok: false, reason: 'there is no tool called "nothing"' });
  });
});

describe('Python locks', () => {
  it('pin and hash everything and name no address', async () => {
    const folder = join(import.meta.dirname, 'python');
    for (const file of (await readdir(folder)).filter((name) => name.endsWith('.txt'))) {
      const text = await readFile(join(folder, file), 'utf8');
      expect(text, file).not.toMatch(/:\/\/|--(index|extra-index|find-links)/);
      const entries = text.split(/^(?=[A-Za-z0-9])/m).slice(1);
      expect(entries.length, file).toBeGreaterThan(0);
      for (const entry of entries) expect(entry, file).toMatch(/^[A-Za-z0-9._-]+==\S+[^]*--hash=sha256:/);
    }
  });

  it('may pin a version for each range of Python versions', () => {
    const lock =
      "numpy==2.4.6 ; python_full_version < '3.12' \\\n    --hash=sha256:0\nnumpy==2.5.5 ; x\nnumpydoc==1\n";
    expect(lockedVersions(lock, 'numpy')).toEqual(['2.4.6', '2.5.5']);
  });
});
