import { describe, expect, it } from 'vitest';
import { offersIn, refactored, refusal } from '../testing/try-refactoring.ts';
import { inlineValue } from './inline-value.ts';

const DATA = `package shop.data

/// Where rows lie.
param place : string = "rows"
let most : int = 3 + 1

param other : int = 2

source swipes { location: "s3://\${place}/x/", schema { id : string key } }
`;
const USE = `package shop.api

import shop.data.{ most, place }
import shop.data.{ swipes }

pipeline p {
  step rows = read swipes
  on failure retry 4 times
}
source b { location: place, schema { id : string key } }
service api {
  scale { replicas: 1..most * 2 }
}
`;
const marked = (piece: string): Record<string, string> => ({
  'data.tenon': DATA.replace(piece, `‸${piece}`),
  'use.tenon': USE,
});

describe('the value of a parameter', () => {
  it('is written everywhere, also inside texts, and its declaration and imports go', async () => {
    const after = await refactored(inlineValue, marked('place : string'), 'everywhere');
    expect(after['data.tenon']).toBe(
      DATA.replace('/// Where rows lie.\nparam place : string = "rows"\n', '').replace('${place}', 'rows'),
    );
    expect(after['use.tenon']).toContain('import shop.data.{ most }\nimport shop.data.{ swipes }');
    expect(after['use.tenon']).toContain('location: "rows"');
  });

  it('is held together where it becomes a part of something, and a let goes like a parameter', async () => {
    const files = marked('most : int');
    const after = await refactored(inlineValue, files, 'everywhere');
    expect(after['use.tenon']).toContain('1..(3 + 1) * 2');
    expect(after['data.tenon']).not.toContain('let');
  });

  it('is written only at the cursor when that is wanted', async () => {
    const files = { 'data.tenon': DATA, 'use.tenon': USE.replace('location: place', 'location: pl‸ace') };
    const after = await refactored(inlineValue, files, 'here');
    expect(after['use.tenon']).toContain('location: "rows"');
    expect(after['data.tenon']).toBe(DATA);
  });

  it('takes the gap with it that is left', async () => {
    const after = await refactored(inlineValue, marked('other : int'), 'everywhere');
    expect(after['data.tenon']).toBe(DATA.replace('param other : int = 2\n\n', ''));
    const crlf = { 'a.tenon': 'package a\r\n\r\nparam ‸x : int = 1\r\n\r\nentity e { key: id }\r\n' };
    expect((await refactored(inlineValue, crlf, 'everywhere'))['a.tenon']).toBe(
      'package a\r\n\r\nentity e { key: id }\r\n',
    );
  });

  it('stays when an environment says another one, or when there is none', async () => {
    const prod = { 'e.tenon': 'package shop.data\nenvironment prod { param place = "other" }\n' };
    expect(await refusal(inlineValue, { ...marked('place : string'), ...prod }, 'everywhere')).toContain(
      'prod gives place another value',
    );
    const none = { 'a.tenon': 'package a\nparam ‸x : int\n' };
    expect(await refusal(inlineValue, none, 'everywhere')).toContain('no value of its own');
    expect(offersIn(inlineValue, marked('swipes {'))).toEqual([]);
  });
});
