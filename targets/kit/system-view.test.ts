import { describe, expect, it } from 'vitest';
import { unreadDeclarations } from './guarded-element.ts';
import { createView } from './system-view.ts';
import type { Consumption } from './target.ts';
import {
  byDefault,
  channel,
  cloud,
  deployment,
  manifest,
  originAt,
  refTo,
  systemOf,
  written,
} from './testing/samples.ts';

const main = cloud('main', 10);
const oncall = channel('oncall', 20);
const unused = channel('unused', 21);
/** A sink that leads to the bucket inside the cloud, so that using it uses the cloud. */
const sink = {
  kind: 'sink' as const,
  name: 'out',
  qualifiedName: 'shop.out',
  origin: originAt(30, 'shop.out'),
  to: refTo(main.resources[0]!, 31),
  mode: written('append', 32, 'shop.out', 'mode'),
  format: byDefault('parquet', 'shop.out', 'format'),
};
const prod = deployment([sink, oncall], ['x']);
const system = systemOf(main, oncall, unused, sink, prod);

const viewOf = (consumes: Consumption) => createView(system, prod, manifest('x', consumes));

describe('the view of a target', () => {
  it('holds what the deployment uses, directly or through nested elements, and nothing else', () => {
    const { view } = viewOf({ cloud: { carries: 'full' }, channel: { carries: 'full' } });
    expect(view.all('cloud').map((element) => element.name)).toEqual(['main']);
    expect(view.all('channel').map((element) => element.name)).toEqual(['oncall']);
    expect(view.system.elements.map((element) => element.name)).toEqual(['main', 'oncall']);
    expect(view.find('shop.unused')).toBeUndefined();
    expect(view.find('shop.out')).toBeUndefined();
  });

  it('finds nested elements and checks their kind', () => {
    const { view } = viewOf({ cloud: { carries: 'full' } });
    expect(view.get('bucket', 'shop.main.lake').versioning.value).toBe(true);
    expect(() => view.get('cluster', 'shop.main.lake')).toThrow(
      'needs cluster shop.main.lake, but it is a bucket',
    );
    expect(() => view.get('bucket', 'shop.main.none')).toThrow('holds no such element');
  });

  it('makes reading an undeclared kind or property a bug with names', () => {
    const { view } = viewOf({ sink: { carries: 'partial', properties: ['to'], ignored: {} } });
    expect(() => view.all('model')).toThrow('Target x reads elements of kind model');
    const [out] = view.all('sink');
    expect(out!.to?.qualifiedName).toBe('shop.main.lake');
    expect([out!.kind, out!.name, out!.origin.element]).toEqual(['sink', 'out', 'shop.out']);
    expect(() => out!.mode).toThrow('Target x reads the property mode of kind sink');
    expect({ ...out }).not.toHaveProperty('mode');
    expect(JSON.stringify(out)).not.toContain('append');
  });

  it('refuses a nested element below an undeclared property', () => {
    const { view } = viewOf({ cloud: { carries: 'partial', properties: ['region'], ignored: {} } });
    expect(() => view.find('shop.main.lake')).toThrow('property resources of kind cloud');
  });

  it('gives the same object for the same element', () => {
    const { view } = viewOf({ sink: { carries: 'partial', properties: [], ignored: {} } });
    expect(view.all('sink')[0]).toBe(view.find('shop.out'));
  });

  it('records what is read, so that idle declarations are found', () => {
    const consumes: Consumption = {
      sink: { carries: 'partial', properties: ['to', 'mode'], ignored: {} },
      channel: { carries: 'full' },
    };
    const { view, reads } = viewOf(consumes);
    void view.all('sink')[0]!.to;
    expect(unreadDeclarations(manifest('x', consumes), reads)).toEqual(['channel', 'sink.mode']);
  });

  it('shows the deployment and parameters when the manifest names them', () => {
    const { view } = viewOf({ deployment: { carries: 'full' } });
    expect(view.all('deployment').map((element) => element.name)).toEqual(['prod']);
  });
});

describe('what a target leaves out', () => {
  it('is reported on elements that the deployment names', () => {
    const ignored = { carries: 'ignored', reason: 'it sends no alerts.' } as const;
    const { diagnostics } = viewOf({ channel: ignored, cloud: ignored });
    expect(diagnostics).toMatchObject([
      {
        code: 'TN9001',
        severity: 'warning',
        range: oncall.origin.range,
        message: 'X leaves out channel oncall: it sends no alerts.',
      },
    ]);
  });

  it('is reported on properties that the author set, not on defaults or absent ones', () => {
    const { diagnostics } = viewOf({
      sink: {
        carries: 'partial',
        properties: ['to'],
        ignored: { mode: 'no.', format: 'no.', location: 'no.' },
      },
      cloud: {
        carries: 'partial',
        properties: ['resources'],
        ignored: { tags: 'no.', 'resources.versioning': 'nested.' },
      },
    });
    expect(diagnostics.map(({ code, message, range }) => [code, message, range.start.line])).toEqual([
      ['TN9002', "X can't express resources.versioning of cloud main: nested.", 11],
      ['TN9002', "X can't express mode of sink out: no.", 32],
    ]);
  });
});
