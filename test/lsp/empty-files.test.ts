import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { LspClient } from './lsp-client.ts';

const MODEL = 'entity card { key: card_id }\n';

const isEmptyFile = ({ code }: Diagnostic): boolean => code === 'TN1005';
const isTold = (all: readonly Diagnostic[]): boolean => all.some(isEmptyFile);
const isNotTold = (all: readonly Diagnostic[]): boolean => !all.some(isEmptyFile);

describe('an empty file', () => {
  let client: LspClient;
  beforeEach(async () => {
    client = await LspClient.start({
      'tenon.json': '{ "language": 1 }\n',
      'a.tenon': MODEL,
      'b.tenon': '\n',
    });
  });
  afterEach(() => client.stop());

  const onDisk = async (text: string): Promise<void> => {
    await writeFile(join(client.folder, 'a.tenon'), text);
    await client.watched('a.tenon', 2);
  };

  it('is told when it becomes so on the disk, and taken back', async () => {
    await client.until('b.tenon', isTold);
    await onDisk(' \r\n\r\n');
    const [finding] = await client.until('a.tenon', isTold);
    expect(finding).toMatchObject({ severity: 1, message: expect.stringContaining('The file is empty.') });
    await onDisk(MODEL);
    await client.until('a.tenon', isNotTold);
    await onDisk('');
    await client.until('a.tenon', isTold);
    await rm(join(client.folder, 'a.tenon'));
    await client.watched('a.tenon', 3);
    await client.until('a.tenon', (all) => all.length === 0);
  });

  it('is told while it is edited, and taken back with the first word', async () => {
    await client.until('b.tenon', isTold);
    await client.open('a.tenon', MODEL);
    await client.change('a.tenon', 2, '');
    await client.until('a.tenon', isTold);
    await client.change('a.tenon', 3, 'e');
    await client.until('a.tenon', isNotTold);
    await client.change('a.tenon', 4, '\n');
    await client.until('a.tenon', isTold);
    // What is on the disk counts again.
    await client.close('a.tenon');
    await client.until('a.tenon', isNotTold);
  });

  it('is not told of a text that is open and not empty, whatever is on the disk', async () => {
    await client.until('b.tenon', isTold);
    await client.open('b.tenon', MODEL);
    await client.until('b.tenon', isNotTold);
    await client.watched('b.tenon', 2);
    await client.request('textDocument/hover', client.at('b.tenon', { line: 0, character: 1 }));
    await client.change('b.tenon', 2, `${MODEL}\n`);
    await client.until('b.tenon', isNotTold);
    await client.close('b.tenon');
    await client.until('b.tenon', isTold);
  });

  it('is not told of an untitled text', async () => {
    const uri = 'untitled:Untitled-1';
    await client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'tenon', version: 1, text: '' },
    });
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: 'entity a { kye: id }\n' }],
    });
    await client.untilAt(uri, (all) => all.length > 0);
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 3 },
      contentChanges: [{ text: '' }],
    });
    await client.untilAt(uri, (all) => all.length === 0);
  });
});
