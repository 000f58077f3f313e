import { expect, it } from 'vitest';
import { projectOf } from '../testing/findings.ts';
import { bindingRange } from './place.ts';

it('finds names inside texts where they are written', () => {
  const project = projectOf('param a : string = "x"\nsource s { location: "s3://${ a }/y/${a}" }\n');
  const ranges = project
    .checked('model.tenon')!
    .bindings.filter((binding) => binding.symbol.name === 'a')
    .map((binding) => bindingRange(binding));
  expect(ranges.map(({ start, end }) => [start.line, start.character, end.character])).toEqual([
    [1, 30, 31],
    [1, 38, 39],
  ]);
});
