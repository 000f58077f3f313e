import { expect, it } from 'vitest';
import { markedText } from '../../testing/marked-text.ts';
import { hostOf, modelFile } from '../../testing/model-files.ts';
import { signatureAt, signatureInformation } from './signatures.ts';

const REST = '\n/// A site.\ntemplate site(place : string, most : int = 4) for cloud { region: place }\n';
function help(marked: string, withVerbs = false): string | undefined {
  const { text, position } = markedText(`package a\n${marked}${REST}`);
  const found = signatureAt(modelFile(hostOf({ 'a.tenon': text }), 'a.tenon'), position, withVerbs);
  if (!found) return undefined;
  const { parameters } = signatureInformation(found);
  const place = found.active === undefined ? undefined : parameters?.[found.active]?.label;
  return `${found.label} | ${place ? found.label.slice(...(place as [number, number])) : ''}`;
}

it('tells what a function takes, also in half-typed text', () => {
  expect(help('features f of e from s { x = quantile(latency, ‸')).toBe('quantile(x, q) | q');
  expect(help('features f of e from s { x = avg(‸) over 7d }')).toBe('avg(x) | x');
  expect(help('features f of e from s { x = avg(coalesce(a, "),("), ‸) }')).toBe('avg(x) | ');
  expect(help('channel c { via: webhook, to: secret(‸"x") }')).toContain('secret');
  expect(help('features f of e from s { x = [avg(1), ‸] }')).toBeUndefined();
});

it('takes no comment for a call', () => {
  expect(help('features f of e from s { x = 1 // avg(‸')).toBeUndefined();
  expect(help('features f of e from s { x = 1 /* avg(‸ */ }')).toBeUndefined();
  expect(help('features f of e from s { x = quantile(a, // the (upper\n  ‸')).toBe('quantile(x, q) | q');
  expect(help('features f of e from s { x = quantile("// (", ‸')).toBe('quantile(x, q) | q');
});

it('tells the parameters of a template, by order and by name', () => {
  const label = 'site(place : string, most : int = 4) for cloud';
  expect(help('cloud eu = site("x", ‸)')).toBe(`${label} | most : int = 4`);
  expect(help('cloud eu = site(most: 3, place: ‸)')).toBe(`${label} | place : string`);
});

it('tells the clauses of a verb when asked', () => {
  expect(help('pipeline p { on failure retry 3 times ‸ }')).toBeUndefined();
  expect(help('pipeline p {\n  on failure retry 3 times backoff exponential ‸\n}', true)).toMatch(
    /^retry .*backoff ….* \| \[?backoff …\]?$/u,
  );
  expect(help('pipeline p {\n  step x = split rows ‸\n}', true)).toMatch(/^split … by … /u);
});
