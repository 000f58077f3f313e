import protobuf from 'protobufjs';
import { fromText } from 'protobufjs/ext/textformat.js';
import { describe, expect, it } from 'vitest';
import { blank, comment, field, message, printPbtxt, quoteProto, symbol } from './pbtxt.ts';
import { HOSTILE_TEXTS, originAt } from './testing/samples.ts';
import { printText } from './text.ts';
import { traced } from './traced.ts';

const model = originAt(1, 'shop.fraud_net');
const input = originAt(2, 'shop.fraud_net.features');

describe('protobuf text format', () => {
  const lines = printPbtxt([
    comment('Generated.'),
    blank,
    field('name', 'fraud_net', model),
    field('max_batch_size', 32),
    message('input', [field('data_type', symbol('TYPE_FP32')), field('dims', [-1, traced(3, model)])], input),
    field('flags', [true, false]),
    field('none', []),
  ]);

  it('is printed one field for each line', () => {
    expect(printText(lines)).toMatchInlineSnapshot(`
      "# Generated.

      name: "fraud_net"
      max_batch_size: 32
      input {
        data_type: TYPE_FP32
        dims: [
          -1,
          3
        ]
      }
      flags: [ true, false ]
      none: []
      "
    `);
  });

  it('gives each line its cause', () => {
    expect(lines.map((line) => line.origins.map((origin) => origin.element).join())).toEqual(
      ['', '', 'shop.fraud_net', '', 'f', 'f', 'f', 'f', 'shop.fraud_net', 'f', 'f', '', ''].map((name) =>
        name === 'f' ? 'shop.fraud_net.features' : name,
      ),
    );
  });

  it('carries any text unchanged', () => {
    const root = protobuf.parse('syntax = "proto3"; message Texts { repeated string text = 1; }').root;
    const text = HOSTILE_TEXTS.map((value) => `text: ${quoteProto(value)}\n`).join('');
    expect(fromText(root.lookupType('Texts'), text)).toMatchObject({ text: HOSTILE_TEXTS });
  });
});
