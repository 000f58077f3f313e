import type { Element, Ref } from '../../../language/model/element.ts';
import type { Channel, Cloud } from '../../../language/model/infrastructure.ts';
import { compareText, type Origin, type Sourced } from '../../../language/model/origin.ts';
import type { Deployment } from '../../../language/model/release.ts';
import type { System, SystemElement } from '../../../language/model/system.ts';
import type { Consumption, FileFacts, Manifest } from '../target.ts';

/** An origin in `main.tenon` at a zero-based line, for tests of single functions. */
export const originAt = (line: number, element: string, more: Partial<Origin> = {}): Origin => ({
  file: 'main.tenon',
  range: { start: { line, character: 0 }, end: { line, character: 10 } },
  element,
  layer: 'declaration',
  ...more,
});

/** Text that tries to break out of quotes, templates, lines and comments. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  'plain',
  'a "quoted" \\ word\\',
  "it's",
  '${path.module} %{ if true } $${x} %%{y} $',
  'two\nlines\r\n\tand a tab',
  '# no comment // nor this',
  'null',
  'no',
  '1_000',
  '0o17',
  '- item: x',
  '\u0000\u0007\u001b\u007f',
  'line\u2028separator\u2029s',
  'Zürich 東京 🛫',
  ' blanks around ',
  'trailing blanks  \nin lines\t\n',
  '\u0085\ufeff',
  '${"${nested}"}',
];

/** A value as the author wrote it at a line of `main.tenon`. */
export const written = <T>(value: T, line: number, element: string, property: string): Sourced<T> => ({
  value,
  origin: originAt(line, element, { property }),
});

/** A value that the author did not write. */
export const byDefault = <T>(value: T, element: string, property: string): Sourced<T> => ({
  value,
  origin: originAt(0, element, { property, layer: 'default', file: 'library.tenon' }),
});

export const channel = (name: string, line: number, more: Partial<Channel> = {}): Channel => {
  const qualifiedName = `shop.${name}`;
  const origin = originAt(line, qualifiedName);
  return {
    kind: 'channel',
    name,
    qualifiedName,
    origin,
    via: written('slack', line, qualifiedName, 'via'),
    ...more,
  };
};

export const refTo = (element: Element, line: number): Ref => ({
  kind: element.kind,
  qualifiedName: element.qualifiedName,
  origin: originAt(line, 'shop.prod', { property: 'uses' }),
});

export const deployment = (uses: readonly Element[], emit: readonly string[], name = 'prod'): Deployment => {
  const qualifiedName = `shop.${name}`;
  return {
    kind: 'deployment',
    name,
    qualifiedName,
    origin: originAt(90, qualifiedName),
    uses: uses.map((element, index) => refTo(element, 91 + index)),
    emit: emit.map((target) => ({ target, origin: originAt(99, qualifiedName, { property: 'emit' }) })),
  };
};

/** A cloud with one nested bucket. */
export const cloud = (name: string, line: number): Cloud => {
  const qualifiedName = `shop.${name}`;
  const bucket = `${qualifiedName}.lake`;
  return {
    kind: 'cloud',
    name,
    qualifiedName,
    origin: originAt(line, qualifiedName),
    provider: written('aws', line, qualifiedName, 'provider'),
    region: byDefault('us-west-2', qualifiedName, 'region'),
    tags: [],
    resources: [
      {
        kind: 'bucket',
        name: 'lake',
        qualifiedName: bucket,
        origin: originAt(line + 1, bucket),
        physicalName: 'shop-lake',
        versioning: written(true, line + 1, bucket, 'versioning'),
        encryption: byDefault('kms', bucket, 'encryption'),
      },
    ],
  };
};

export const systemOf = (...elements: readonly SystemElement[]): System => ({
  unread: [],
  elements: [...elements].sort((a, b) => compareText(a.qualifiedName, b.qualifiedName)),
});

export const NO_FACTS: FileFacts = {
  exists: () => false,
  signature: () => undefined,
  measured: () => undefined,
};

/** A manifest with nothing but what the test says. */
export const manifest = (id: string, consumes: Consumption, more: Partial<Manifest> = {}): Manifest => ({
  id,
  title: id.toUpperCase(),
  summary: 'For tests.',
  stability: 'experimental',
  tool: { name: 'none', versions: [], verified: 'never' },
  folder: id,
  consumes,
  diagnostics: {},
  ...more,
});
