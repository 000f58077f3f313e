import { describe, expect, it } from 'vitest';
import { checkText, fixed, marked } from '../../testing/check-text.ts';
import { factsOf, tensor } from '../../testing/facts.ts';
import { rule } from './artifact-tensors.rule.ts';

const model = (input: string, output = 'score : float32[batch, 1]'): string =>
  `package shop\nmodel net {\n  artifact: onnx("net.onnx")\n  input  ${input}\n  output ${output}\n}\n`;
const facts = (inputs: readonly string[], outputs: readonly string[] = ['score: float32[batch, 1]']) =>
  factsOf({ 'net.onnx': { inputs: inputs.map(tensor), outputs: outputs.map(tensor) } });
const check = (text: string, inputs = ['features: float32[batch, 3]'], outputs?: readonly string[]) =>
  checkText(rule, text, facts(inputs, outputs));

it('accepts what the file has', () => {
  expect(check(model('features : float32[batch, 3]'))).toEqual([]);
  expect(check(model('features : float32[n, 3]'), ['features: float32[?, 3]'])).toEqual([]);
});

it('accepts a size where the file leaves one open', () => {
  expect(check(model('features : float32[batch, 3]'), ['features: float32[batch, f]'])).toEqual([]);
});

it('suggests the right name', () => {
  const text = model('feature : float32[batch, 3]');
  const [diagnostic, ...others] = check(text);
  expect(others).toEqual([]);
  expect(diagnostic).toMatchObject({
    message: 'net.onnx has no input called feature.',
    help: 'Did you mean features?',
  });
  expect(marked(text, diagnostic!)).toBe('feature');
  expect(fixed(rule, text, diagnostic!)).toBe(model('features : float32[batch, 3]'));
});

describe.each([
  ['element type', 'float64[batch, 3]', 'input features is float64 here, and float32 in net.onnx.'],
  ['number of axes', 'float32[batch, 3, 1]', 'input features has 3 axes here, and 2 in net.onnx.'],
  ['size', 'float32[batch, 4]', 'Axis 2 of input features has size 4 here, and 3 in net.onnx.'],
])('%s', (_, type, message) => {
  const text = model(`features : ${type}`);

  it('is reported at the type and corrected', () => {
    const [diagnostic, ...others] = check(text);
    expect(others).toEqual([]);
    expect(diagnostic!.message).toBe(message);
    expect(marked(text, diagnostic!)).toBe(type);
    expect(fixed(rule, text, diagnostic!)).toBe(model('features : float32[batch, 3]'));
  });
});

it('says which size a symbol always has', () => {
  const [diagnostic, ...others] = check(model('features : float32[batch, 3]'), ['features: float32[8, 3]']);
  expect(others).toEqual([]);
  expect(diagnostic).toMatchObject({ severity: 'information' });
  expect(diagnostic!.message).toBe('batch is always 8: axis 1 of input features has that size in net.onnx.');
});

it('refuses two sizes for one symbol', () => {
  const text = model('features : float32[batch, 3]');
  const diagnostics = check(text, ['features: float32[8, 3]'], ['score: float32[4, 1]']);
  const error = diagnostics.find(({ severity }) => severity === 'error');
  expect(error!.message).toContain("batch can't be both 8 and 4");
  expect(error!.related).toHaveLength(1);
});

it('asks for inputs that are not declared', () => {
  const [diagnostic] = check(model('features : float32[batch, 3]'), [
    'features: float32[batch, 3]',
    'length: int64[batch]',
  ]);
  expect(diagnostic).toMatchObject({ severity: 'error', help: 'Declare input length : int64[batch].' });
});
