import { expect, it } from 'vitest';
import { NO_FACTS } from '../../../project/facts.ts';
import { checkText, marked } from '../../testing/check-text.ts';
import { factsOf } from '../../testing/facts.ts';
import { rule } from './artifact-file.rule.ts';

const text = `package shop
model net { artifact: onnx("models/net.onnx") }
`;

it('reports a file that is not there, at the artifact', () => {
  const [diagnostic, ...others] = checkText(rule, text, factsOf({}));
  expect(others).toEqual([]);
  expect(diagnostic!.message).toBe('There is no file models/net.onnx in the project.');
  expect(marked(text, diagnostic!)).toBe('artifact: onnx("models/net.onnx")');
});

it('passes on what the reader of the file says', () => {
  const problem = {
    code: 'git-lfs-pointer',
    message: 'models/net.onnx is a Git LFS pointer.',
    hint: 'Run git lfs pull.',
  };
  const [diagnostic] = checkText(rule, text, {
    ...NO_FACTS,
    exists: () => true,
    signature: () => ({ problem }),
  });
  expect(diagnostic).toMatchObject({ message: problem.message, help: problem.hint, severity: 'error' });
});

it('says nothing about a good file, about facts that nobody gathered, and about a hub', () => {
  expect(checkText(rule, text, factsOf({ 'models/net.onnx': { inputs: [], outputs: [] } }))).toEqual([]);
  expect(checkText(rule, text)).toEqual([]);
  expect(
    checkText(rule, text.replace('onnx("models/net.onnx")', 'huggingface("acme/net")'), factsOf({})),
  ).toEqual([]);
});
