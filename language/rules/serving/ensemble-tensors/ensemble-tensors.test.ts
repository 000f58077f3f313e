import { expect, it } from 'vitest';
import { checkText, marked } from '../../testing/check-text.ts';
import { rule } from './ensemble-tensors.rule.ts';

interface Parts {
  readonly image?: string;
  readonly pixels?: string;
  readonly probabilities?: string;
  readonly takes?: string;
}
const text = ({
  image = 'float32[batch, 1, 8, 8]',
  pixels = 'uint8[batch, 8, 8]',
  probabilities = 'float32[batch, 10]',
  takes = 'image',
}: Parts = {}): string => `package shop
model normalise {
  input  raw   : uint8[batch, 8, 8]
  output image : ${image}
}
model digits {
  input  image : float32[batch, 1, 8, 8]
  output probs : float32[batch, 10]
}
service api on triton {
  input pixels : ${pixels}
  step image = run normalise on pixels
  step answer = run digits on ${takes}
  output probabilities : ${probabilities} from answer
}
`;

it('accepts tensors that fit, with and without the batch axis', () => {
  expect(checkText(rule, text())).toEqual([]);
  expect(checkText(rule, text({ pixels: 'uint8[8, 8]', probabilities: 'float32[10]' }))).toEqual([]);
});

it.each([
  [
    'element type',
    { image: 'float64[batch, 1, 8, 8]' },
    'image gives float64[batch, 1, 8, 8], and digits takes float32[batch, 1, 8, 8].',
    'on image',
  ],
  [
    'size',
    { image: 'float32[batch, 3, 8, 8]' },
    'image gives float32[batch, 3, 8, 8], and digits takes float32[batch, 1, 8, 8].',
    'on image',
  ],
  [
    'input of the service',
    { pixels: 'float32[batch, 8, 8]' },
    'pixels gives float32[batch, 8, 8], and normalise takes uint8[batch, 8, 8].',
    'on pixels',
  ],
  [
    'output of the service',
    { probabilities: 'float32[batch, 9]' },
    'answer gives float32[batch, 10], and output probabilities is float32[batch, 9].',
    'float32[batch, 9]',
  ],
  [
    'number of inputs',
    { takes: '[image, pixels]' },
    'digits has 1 input, so pixels fills none.',
    'on [image, pixels]',
  ],
  ['output of a step', { takes: 'image.imge' }, 'Step image has no output imge.', 'on image.imge'],
])('reports a wrong %s', (_, parts, message, place) => {
  const [diagnostic, ...others] = checkText(rule, text(parts));
  expect(others).toEqual([]);
  expect(diagnostic!.message).toBe(message);
  expect(marked(text(parts), diagnostic!)).toBe(place);
});
