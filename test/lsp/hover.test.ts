import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hover, MarkupContent } from 'vscode-languageserver-protocol';
import { LspClient, placeOf } from './lsp-client.ts';

const TEXT = `package shop

param replicas : int in 1..20 = 2

environment prod {
  param replicas = 6
  pipeline nightly { timeout: 2h }
}

entity card { key: card_id }
source swipes {
  event_time: at
  schema { card_id : string key, at : timestamp }
}
features activity of card from swipes { stores: [offline, online], n_7d = count() over 7d }
model net {
  input x : float32[batch, 1] from activity
  output y : float32[batch, 1]
}
service api {
  serves net on triton
}

cloud main on aws {
  region: "us-east-1"
  cluster serving { pool gpu { machine: "g5.12xlarge", count: 1..4 } }
}

// tenon-ignore TN1412: all in good time
sink out { location: "out/" }
pipeline nightly {
  schedule: cron("0 3 * * *", zone: "Europe/Zurich")
  timeout: 90m
  step rows = read swipes
  step done = write rows to out
}
`;

describe('hover', () => {
  let client: LspClient;
  beforeAll(async () => {
    client = await LspClient.start({ 'tenon.json': '{ "language": 1 }\n', 'shop.tenon': TEXT });
    await client.open('shop.tenon', TEXT);
  });
  afterAll(() => client.stop());

  const hover = async (piece: string, into = 0): Promise<string> => {
    const place = client.at('shop.tenon', placeOf(TEXT, piece, into));
    const found = await client.request<Hover | null>('textDocument/hover', place);
    return (found?.contents as MarkupContent | undefined)?.value ?? '';
  };

  it('shows the data sheet of a machine', async () => {
    const text = await hover('g5.12xlarge', 1);
    for (const part of ['| vCPU | 48 |', '4 × NVIDIA A10G', 'bfloat16', 'USD an hour in us-east-1']) {
      expect(text).toContain(part);
    }
  });

  it('shows the next five runs of a schedule in words', async () => {
    const text = await hover('0 3 * * *', 1);
    expect(text).toContain('Next runs in Europe/Zurich');
    expect(text.match(/^- \w+day, \d+ \w+ \d{4} at 03:00$/gmu)).toHaveLength(5);
    expect(await hover('cron(')).toBe(text);
  });

  it('shows a quantity in other units, and the layers of a value that has some', async () => {
    expect(await hover('90m')).toContain('1.5h');
    expect(await hover('90m')).toContain('In prod: `2h`');
  });

  it('shows the figures of an element', async () => {
    expect(await hover('nightly {\n  schedule')).toContain('tenon capacity nightly');
  });

  it('says what a rule finds that is ignored', async () => {
    const text = await hover('TN1412', 2);
    expect(text).toContain('**TN1412**');
    expect(text).toMatch(/docs\/rules\/TN1412\.md/u);
  });
});
