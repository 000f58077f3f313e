import { expect, it } from 'vitest';
import { NO_FACTS } from '../project/facts.ts';
import { projectOf } from '../testing/findings.ts';
import { tableFacts } from '../rules/testing/table-fact.ts';
import { printType } from '../types/data-type.ts';

const TEXT = `package shop
source swipes { location: "swipes.parquet", event_time: at }
entity card { key: card_id }
features activity of card from swipes {
  total = sum(amount) over 7d
  wrong = sum(amont) over 7d
}
`;
const facts = tableFacts({
  'swipes.parquet': {
    format: 'parquet',
    columns: { card_id: 'string', at: 'timestamp', amount: 'float64?' },
  },
});

it('a source without a schema has the columns of its file', () => {
  const project = projectOf(TEXT, facts);
  const errors = project.check().filter(({ severity }) => severity === 'error');
  expect(errors.map(({ message, help }) => `${message} ${help}`)).toEqual([
    'amont is not known to activity. Did you mean amount?',
  ]);
  const resolution = project.resolve();
  if ('problem' in resolution) throw new Error(resolution.problem.message);
  const [activity] = resolution.system.elements.filter(({ kind }) => kind === 'features');
  expect(activity?.kind === 'features' && printType(activity.features[0]!.type)).toBe('float64?');
  const [source] = resolution.system.elements.filter(({ kind }) => kind === 'source');
  expect(source?.kind === 'source' && source.columns.map(({ name }) => name)).toEqual([
    'card_id',
    'at',
    'amount',
  ]);
});

it('knows other columns as soon as the file changes', () => {
  const project = projectOf(TEXT.replace('amont', 'amount'), facts);
  const found = (): string[] =>
    project.check().flatMap(({ severity, message }) => (severity === 'error' ? [message] : []));
  expect(found()).toEqual([]);
  project.facts = tableFacts({
    'swipes.parquet': {
      format: 'parquet',
      columns: { card_id: 'string', at: 'timestamp', price: 'float64' },
    },
  });
  expect(found()).toContain('amount is not known to activity.');
  project.facts = NO_FACTS;
  expect(found()).not.toEqual([]);
});

it('jumps to the source', () => {
  const project = projectOf(TEXT, facts);
  const { bindings } = project.checked('model.tenon')!;
  const amount = bindings.find(({ symbol }) => symbol.name === 'amount');
  expect(amount?.symbol).toMatchObject({ kind: 'column', qualifiedName: 'shop.swipes.amount' });
  expect(amount?.symbol.node).toMatchObject({ name: 'swipes' });
});
