import { describe, expect, it } from 'vitest';
import { attribute, blank, block, comment, printHcl, quoteHcl, raw, template, type HclBody } from './hcl.ts';
import { HOSTILE_TEXTS, originAt } from './testing/samples.ts';
import { missingTool, runTool } from './testing/tools.ts';
import { printText } from './text.ts';
import { traced } from './traced.ts';

const lake = originAt(4, 'shop.main.lake');
const versioning = originAt(5, 'shop.main.lake', { property: 'versioning' });

const body: HclBody = [
  comment('Generated.'),
  blank,
  block(
    'terraform',
    [],
    [
      attribute('required_version', '>= 1.9'),
      block('required_providers', [], [attribute('aws', { source: 'hashicorp/aws', version: '6.2.0' })]),
    ],
  ),
  blank,
  block(
    'resource',
    ['aws_s3_bucket', 'lake'],
    [
      attribute('bucket', template('shop-', raw('var.suffix'))),
      attribute('force_destroy', false),
      attribute('tags', { Name: 'lake', 'a b': 'c', '${x}': traced('y', versioning) }),
      attribute('n', 1),
      attribute('versions', ['1', '2']),
      attribute('long_name', traced(['x'.repeat(50), 'y'.repeat(50)], versioning)),
      attribute('rules', [
        { id: 'a', days: 30 },
        { id: 'b', days: 365, nested: { deep: null } },
      ]),
      attribute('items', [traced('a', versioning, 'why a'), traced(raw('local.b'), lake)]),
      attribute('empty', {}),
      attribute('none', []),
    ],
    lake,
  ),
];

describe('HCL', () => {
  const terraform = missingTool('terraform', ['version']);

  it.skipIf(terraform)(`is printed as terraform fmt writes it${terraform ? ` (${terraform})` : ''}`, () => {
    const printed = printText(printHcl(body));
    expect(printed).toMatchInlineSnapshot(`
      "# Generated.

      terraform {
        required_version = ">= 1.9"
        required_providers {
          aws = {
            source  = "hashicorp/aws"
            version = "6.2.0"
          }
        }
      }

      resource "aws_s3_bucket" "lake" {
        bucket        = "shop-\${var.suffix}"
        force_destroy = false
        tags = {
          Name    = "lake"
          "a b"   = "c"
          "$\${x}" = "y"
        }
        n        = 1
        versions = ["1", "2"]
        long_name = [
          "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
          "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy",
        ]
        rules = [
          {
            id   = "a"
            days = 30
          },
          {
            id   = "b"
            days = 365
            nested = {
              deep = null
            }
          },
        ]
        items = [
          # why a
          "a",
          local.b,
        ]
        empty = {}
        none  = []
      }
      "
    `);
    expect(runTool('terraform', ['fmt', '-'], printed)).toBe(printed);
  });

  it.skipIf(terraform)(`carries any text unchanged${terraform ? ` (${terraform})` : ''}`, () => {
    // Zero can't stand in a Terraform string at all, whatever its form.
    const texts = HOSTILE_TEXTS.map((text) => text.replaceAll('\u0000', ''));
    const expression = `base64encode(jsonencode([${texts.map(quoteHcl).join(', ')}]))\n`;
    const encoded = runTool('terraform', ['console'], expression).trim().slice(1, -1);
    expect(JSON.parse(Buffer.from(encoded, 'base64').toString())).toEqual(texts);
  });

  it('gives each line its cause', () => {
    const lines = printHcl(body);
    const causes = (text: string) => lines.find((line) => line.text.includes(text))!.origins;
    expect(causes('required_version')).toEqual([]);
    expect(causes('force_destroy')).toEqual([lake]);
    expect(causes('"$${x}"')).toEqual([versioning]);
    expect(causes('xxx')).toEqual([versioning]);
    expect(causes('local.b')).toEqual([lake]);
  });

  it('refuses names that are no identifiers', () => {
    expect(() => printHcl([attribute('a b', 1)])).toThrow('identifier');
  });
});
