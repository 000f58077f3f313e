import { describe, expect, it } from 'vitest';
import { identifier, kebab, NameBook, nameProblem, variableName } from './names.ts';

describe('names at AWS', () => {
  it('are lower case with hyphens', () => {
    expect(kebab('Trainer_box 2')).toBe('trainer-box-2');
    expect(kebab('_x_')).toBe('x');
  });

  it('keep letters that AWS lacks, so that they are found', () => {
    expect(nameProblem('bucket', `shop-${kebab('größe')}`)).toContain('a–z');
    expect(nameProblem('role', kebab('数据'))).toContain('cannot name an IAM role');
  });

  it.each([
    ['ab', 'characters'],
    ['a'.repeat(64), 'characters'],
    ['-lake', 'cannot name'],
    ['lake-', 'cannot name'],
    ['la..ke', 'cannot name'],
    ['xn--lake', 'cannot name'],
    ['lake-s3alias', 'cannot name'],
  ])('refuse the bucket %s', (name, says) => {
    expect(nameProblem('bucket', name)).toContain(says);
  });

  it('accept what AWS accepts', () => {
    expect(nameProblem('bucket', 'shop-prod-lake')).toBeUndefined();
    expect(nameProblem('role', 'shop-prod-trainer')).toBeUndefined();
  });
});

describe('names in Terraform', () => {
  it('are identifiers, whatever was in the model', () => {
    expect(identifier('vpc', 'private-a')).toBe('vpc_private_a');
    expect(identifier('2nd')).toBe('_2nd');
  });

  it('of variables are none that Terraform keeps for itself', () => {
    expect(variableName('source')).toBe('source_value');
    expect(variableName('region')).toBe('region');
  });
});

describe('the book of names', () => {
  const element = (name: string) => ({
    qualifiedName: name,
    origin: {
      file: 'a.tenon',
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
      element: name,
      layer: 'declaration' as const,
    },
  });

  it('finds the element that had a name first', () => {
    const book = new NameBook();
    expect(book.take('role', 'x', element('shop.a'))).toBeUndefined();
    expect(book.take('role', 'x', element('shop.a'))).toBeUndefined();
    expect(book.take('role', 'x', element('shop.b'))?.qualifiedName).toBe('shop.a');
    expect(book.take('bucket', 'x', element('shop.b'))).toBeUndefined();
  });
});
