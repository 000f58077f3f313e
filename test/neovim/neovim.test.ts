import { existsSync, readFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { run } from '../../tools/setup/kit/run-process.ts';
import { describeWithTool } from '../../tools/setup/testing/describe-with-tool.ts';
import { tool } from '../../tools/setup/tools/neovim.ts';
import { addFiles, repository } from '../cli/run-tenon.ts';
import { temporaryFolder } from './temporary-folder.ts';

const page = readFileSync(join(repository, 'docs/editors/neovim.md'), 'utf8');
/** What the page says to put into `init.lua`. */
const [, settings] = /```lua\n([^]*?)```/u.exec(page) ?? [];

const DATA = `package shop.data

source swipes {
  event_time: at
  schema {
    card_id : string key
    amount  : float64
    at      : timestamp
  }
}
entity card { key: card_id }
`;
const VIEW = `package shop.view

import shop.data.{ swipes, card }

features activity of card from swipes {
  ttl: 30d
  spent : float64 = sum(amont) over 7d
}
`;

interface Driven {
  readonly problem?: string;
  readonly filetype: string;
  readonly finding: { readonly code: string; readonly message: string; readonly line: number };
  readonly completion: readonly string[];
  readonly hover: string;
  readonly definition: { readonly line: string };
  readonly formatted: string;
  readonly symbols: readonly string[];
  readonly findings: number;
  /** What was found in a project file that was saved. */
  readonly settings: string;
}

await describeWithTool('Neovim, set up as the page says', tool, ({ nvim }) => {
  const folder = temporaryFolder();
  let driven: Driven;

  beforeAll(async () => {
    addFiles(folder(), {
      'bin/tenon': `#!/bin/sh\nexec "${process.execPath}" "${join(repository, 'cli/main.ts')}" "$@"\n`,
      'init.lua': settings!,
      'models/tenon.json': '{ "language": 1 }\n',
      'models/shop/data.tenon': DATA,
      'models/shop/view.tenon': VIEW,
    });
    await chmod(join(folder(), 'bin/tenon'), 0o755);
    const result = join(folder(), 'result.json');
    const home = Object.fromEntries(
      ['HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME'].map((name) => [
        name,
        folder(),
      ]),
    );
    const { stdout, stderr } = await run(
      nvim,
      [
        '--headless',
        '-n',
        '-i',
        'NONE',
        '-u',
        join(folder(), 'init.lua'),
        '-c',
        `luafile ${join(import.meta.dirname, 'drive.lua')}`,
      ],
      {
        cwd: join(folder(), 'models'),
        env: {
          ...process.env,
          ...home,
          TENON_RESULT: result,
          PATH: `${join(folder(), 'bin')}${delimiter}${process.env['PATH'] ?? ''}`,
        },
        timeoutMs: 240_000,
      },
    );
    if (!existsSync(result)) throw new Error(`Neovim ended without a result:\n${stdout}${stderr}`);
    driven = JSON.parse(readFileSync(result, 'utf8')) as Driven;
    if (driven.problem !== undefined) throw new Error(`${driven.problem}\n${stderr}`);
  });

  it('shows what is found, until it is mended', () => {
    expect(driven.filetype).toBe('tenon');
    expect(driven.finding).toMatchObject({ code: 'TN1010', line: 6 });
    expect(driven.finding.message).toContain('amont');
    expect(driven.findings).toBe(0);
  });

  it('completes', () => {
    expect(driven.completion).toContain('amount');
  });

  it('shows a hover', () => {
    expect(driven.hover).toContain('source swipes');
  });

  it('jumps to a definition in another file, and renames it in both', () => {
    expect(driven.definition.line.trim()).toMatch(/^paid\s+: float64$/u);
    expect(readFileSync(join(folder(), 'models/shop/data.tenon'), 'utf8')).toContain('paid');
    expect(readFileSync(join(folder(), 'models/shop/view.tenon'), 'utf8')).toContain('sum(paid)');
    expect(driven.symbols).toEqual(['activity']);
  });

  it('reads the project file again when it is saved', () => {
    expect(driven.settings).toContain('There is no environment nowhere.');
  });

  it('formats', () => {
    expect(driven.formatted).toBe(VIEW.replace('amont', 'paid').trimEnd());
  });
});
