import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CancellationTokenSource,
  ProgressType,
  type DocumentDiagnosticReport,
  type RelatedFullDocumentDiagnosticReport,
  type WorkspaceDiagnosticReport,
  type WorkspaceFullDocumentDiagnosticReport,
} from 'vscode-languageserver-protocol/node';
import { LspClient } from './lsp-client.ts';

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

const FEATURES = `package shop.fraud

import shop.data.{ swipes, card }

features activity of card from swipes {
  amount_7d : float64 = avg(amount) over 7d
}
`;

const FILES = { 'tenon.json': '{ "language": 1 }\n', 'data.tenon': DATA, 'features.tenon': FEATURES };

describe('an editor that asks for findings', () => {
  let client: LspClient;
  beforeEach(async () => {
    client = await LspClient.start(FILES, {
      workspace: {
        diagnostics: { refreshSupport: true },
        semanticTokens: { refreshSupport: true },
        codeLens: { refreshSupport: true },
        inlayHint: { refreshSupport: true },
      },
      textDocument: { diagnostic: {} },
    });
  });
  afterEach(() => client.stop());

  const pull = (path: string, previousResultId?: string): Promise<DocumentDiagnosticReport> =>
    client.request('textDocument/diagnostic', {
      textDocument: { uri: client.uri(path) },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });

  const full = async (path: string, previous?: string): Promise<RelatedFullDocumentDiagnosticReport> =>
    (await pull(path, previous)) as RelatedFullDocumentDiagnosticReport;

  it('gets those of the newest text, once, and none without asking', async () => {
    await client.open('data.tenon', DATA);
    const right = await full('data.tenon');
    expect(right).toMatchObject({ kind: 'full' });
    await client.change('data.tenon', 2, DATA.replace('event_time', 'event_tme'));
    const wrong = await full('data.tenon', right.resultId);
    expect(wrong.items.map(({ code }) => code)).toContain('TN1101');
    expect(await pull('data.tenon', wrong.resultId)).toEqual({ kind: 'unchanged', resultId: wrong.resultId });
    await client.change('data.tenon', 3, DATA);
    expect((await full('data.tenon', wrong.resultId)).items).toEqual(right.items);
    expect(client.told).toBe(0);
  });

  it('is told to ask again for a file when another one changes it, and what is shown in it', async () => {
    await client.open('data.tenon', DATA);
    await client.open('features.tenon', FEATURES);
    const before = await full('features.tenon');
    await full('data.tenon');
    client.forgetRefreshes();
    await client.change('data.tenon', 2, DATA.replace('amount ', 'price '));
    await client.refreshed('diagnostics');
    await client.refreshed('semanticTokens');
    await client.refreshed('inlayHint');
    await client.refreshed('codeLens');
    const after = await full('features.tenon', before.resultId);
    expect(after.items.map(({ code }) => code)).toContain('TN1010');
  });

  it('gets findings of all files as they come, and that they are gone', async () => {
    const cancel = new CancellationTokenSource();
    const token = 'all files';
    const known = new Map<string, WorkspaceFullDocumentDiagnosticReport>();
    const waiting = new Set<() => void>();
    client.connection.onProgress(
      new ProgressType<WorkspaceDiagnosticReport>(),
      token,
      ({ items }: WorkspaceDiagnosticReport) => {
        for (const item of items) if (item.kind === 'full') known.set(item.uri, item);
        for (const look of waiting) look();
      },
    );
    const until = (path: string, count: (length: number) => boolean): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          const report = known.get(client.uri(path));
          if (!report || !count(report.items.length)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
    const answer = client.connection.sendRequest(
      'workspace/diagnostic',
      { previousResultIds: [], partialResultToken: token },
      cancel.token,
    );
    const ended = answer.then(
      () => 'answered',
      () => 'cancelled',
    );
    await writeFile(join(client.folder, 'broken.tenon'), 'source x { formt: parquet }\n');
    await client.watched('broken.tenon', 1);
    await until('broken.tenon', (length) => length > 0);
    await writeFile(join(client.folder, 'tenon.json'), '{ "langage": 1 }');
    await client.watched('tenon.json', 2);
    await until('tenon.json', (length) => length > 0);
    await rm(join(client.folder, 'broken.tenon'));
    await client.watched('broken.tenon', 3);
    await until('broken.tenon', (length) => length === 0);
    cancel.cancel();
    expect(await ended).toBe('cancelled');
  });

  it('gets an answer at once when it takes no partial ones and there is something new', async () => {
    await client.open('broken.tenon', 'source x { formt: parquet }\n');
    const { items } = await client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', {
      previousResultIds: [{ uri: client.uri('gone.tenon'), value: '7' }],
    });
    expect(items).toContainEqual({
      kind: 'full',
      uri: client.uri('gone.tenon'),
      version: null,
      resultId: 'none',
      items: [],
    });
  });
});

it('links the page of a rule: as a command where the editor has it, else the page itself', async () => {
  const text = `${DATA}\nfeatures a of card from swipes { n = count() over 7d }\nmodel net {\n  input x : float32[batch, 1] from a\n  output y : float32[batch, 1]\n}\nservice api { serves net on triton }\n`;
  const href = async (initializationOptions: unknown): Promise<string | undefined> => {
    const client = await LspClient.start(FILES, { initializationOptions });
    await client.open('data.tenon', text);
    const found = await client.until('data.tenon', (all) => all.some(({ code }) => code === 'TN1412'));
    await client.stop();
    return found.find(({ code }) => code === 'TN1412')?.codeDescription?.href;
  };
  expect(await href({ explainsRules: true })).toBe('command:tenon.explainRule?%5B%22TN1412%22%5D');
  expect(await href(undefined)).toMatch(/^file:\/\/.*\/docs\/rules\/TN1412\.md$/u);
});
