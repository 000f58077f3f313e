import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { PROJECT_KINDS, STATUS, type ServerStatus } from '../../protocol/index.ts';
import { LspClient } from './lsp-client.ts';

const SETTINGS = '{\r\n  "language": 1,\r\n  "environment": "dev"\r\n}\r\n';
const MODEL = 'environment dev {}\nenvironment prod {}\nentity card { key: card_id }\n';

describe('a project file that is saved, in an editor that watches no files', () => {
  let client: LspClient;
  afterEach(() => client.stop());

  const start = async (dynamicRegistration: boolean): Promise<void> => {
    client = await LspClient.start(
      { 'tenon.json': SETTINGS, '模型/card models.tenon': MODEL },
      { workspace: { didChangeWatchedFiles: { dynamicRegistration } } },
    );
    await client.open('模型/card models.tenon', MODEL);
    await client.open('tenon.json', SETTINGS);
  };

  /** Saves a text that was typed, and tells in which environment the project is shown then. */
  const save = async (version: number, text: string): Promise<void> => {
    await client.change('tenon.json', version, text);
    await writeFile(join(client.folder, 'tenon.json'), text);
    await client.saved('tenon.json');
  };

  it('is read again: environment, sources and findings', async () => {
    await start(false);
    const shown: (string | null | undefined)[] = [];
    const reached = (wanted: string | null): Promise<void> =>
      new Promise((resolve) => {
        client.connection.onNotification(STATUS.method, ({ shown: [project] }: ServerStatus) => {
          shown.push(project?.environment);
          if (shown.at(-1) === wanted) resolve();
        });
      });
    const inProd = reached('prod');
    await save(2, SETTINGS.replace('dev', 'prod'));
    await inProd;
    await save(3, SETTINGS.replace('dev', 'nowhere'));
    const [finding] = await client.until('tenon.json', (all) => all.length > 0);
    expect(finding!.message).toContain('There is no environment nowhere.');
    await save(4, SETTINGS.replace('"environment": "dev"', '"exclude": ["模型"]'));
    await client.until('tenon.json', (all) => all.length === 0);
    const project = client.uri('').replace(/\/$/u, '');
    expect(await client.request(PROJECT_KINDS.method, { uri: project })).toEqual([]);
  });

  it('promises to listen only to such an editor', async () => {
    const capabilities = async (dynamicRegistration: boolean): Promise<unknown> => {
      await start(dynamicRegistration);
      return client.promised.textDocumentSync;
    };
    expect(await capabilities(true)).not.toHaveProperty('save');
    await client.stop();
    expect(await capabilities(false)).toHaveProperty('save', { includeText: false });
  });
});
