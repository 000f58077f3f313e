import { describe, expect, it } from 'vitest';
import {
  code,
  float,
  isPythonIdentifier,
  pythonBuilder,
  pythonLiteral,
  writeCall,
  writeLiteral,
} from './python.ts';
import { HOSTILE_TEXTS, originAt } from './testing/samples.ts';
import { missingTool, runTool } from './testing/tools.ts';
import { printText } from './text.ts';
import { traced } from './traced.ts';

const gate = originAt(3, 'shop.nightly.report');

describe('Python', () => {
  const python = missingTool('python3', ['--version']);

  it('wraps long literals and calls, one item for each line', () => {
    const builder = pythonBuilder();
    writeLiteral(builder, 'SHORT = ', { a: 1, b: [true, null] });
    writeLiteral(
      builder,
      'COLUMNS = ',
      Array.from({ length: 6 }, (_, index) => `a_rather_long_name_${index}`),
    );
    writeLiteral(builder, 'GATES = ', { auc: traced(0.92, gate, 'the gate'), recall: float(1) });
    writeCall(builder, 'step = train', { rows: code('clean.output'), seed: 7 });
    writeCall(builder, 'step = evaluate', { require: traced('auc >= 0.92', gate) }, '.after(clean)');
    const lines = builder.build();
    expect(printText(lines)).toMatchInlineSnapshot(`
      "SHORT = {"a": 1, "b": [True, None]}
      COLUMNS = [
          "a_rather_long_name_0",
          "a_rather_long_name_1",
          "a_rather_long_name_2",
          "a_rather_long_name_3",
          "a_rather_long_name_4",
          "a_rather_long_name_5",
      ]
      GATES = {
          # the gate
          "auc": 0.92,
          "recall": 1.0,
      }
      step = train(rows=clean.output, seed=7)
      step = evaluate(
          require="auc >= 0.92",
      ).after(clean)
      "
    `);
    expect(lines.filter((line) => line.origins.length > 0).map((line) => line.text.trim())).toEqual([
      '# the gate',
      '"auc": 0.92,',
      'require="auc >= 0.92",',
    ]);
  });

  it.skipIf(python)(`carries any value unchanged${python ? ` (${python})` : ''}`, () => {
    const values = [...HOSTILE_TEXTS, '\ud800', 1, -1, 0.1, 1e21, 1e-7, true, null, [], {}, { 'a"b': [1.5] }];
    const program =
      'import ast, json, sys; print(json.dumps(ast.literal_eval(sys.stdin.buffer.read().decode())))';
    expect(JSON.parse(runTool('python3', ['-c', program], pythonLiteral(values)))).toEqual(values);
  });

  it('keeps floats floats', () => {
    expect([float(1), float(-0), float(1e21), float(NaN), float(-Infinity)].map(pythonLiteral)).toEqual([
      '1.0', '-0.0', '1e+21', 'float("nan")', 'float("-inf")',
    ]); // prettier-ignore
  });

  it.skipIf(python)(`knows identifiers as Python does${python ? ` (${python})` : ''}`, () => {
    const names = [
      'a',
      '_',
      'a1',
      '1a',
      'class',
      'match',
      'größe',
      '東京',
      'a-b',
      '',
      'a b',
      'None',
      'ﬁ',
      'x\n',
    ];
    const program = [
      'import json, keyword, sys, unicodedata',
      'names = json.load(sys.stdin)',
      'nfkc = lambda name: unicodedata.normalize("NFKC", name) == name',
      'print(json.dumps([name.isidentifier() and not keyword.iskeyword(name) and nfkc(name) for name in names]))',
    ].join('\n');
    expect(names.map(isPythonIdentifier)).toEqual(
      JSON.parse(runTool('python3', ['-c', program], JSON.stringify(names))),
    );
  });
});
