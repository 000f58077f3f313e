import { expect, it } from 'vitest';
import { projectOf } from '../testing/findings.ts';

/** Each view takes the one before it, in a file of its own, and says no type. */
function chain(length: number): Record<string, string> {
  const files: Record<string, string> = {
    'v0.tenon': `package chain.v0
entity card { key: card_id }
source rows { location: "s3://lake/rows/", event_time: at, schema { card_id : string key, amount : float64, at : timestamp } }
features view_0 of card from rows { ttl: 1d, x = avg(amount) over 7d }
`,
  };
  for (let index = 1; index < length; index++) {
    files[`v${index}.tenon`] = `package chain.v${index}
import chain.v0.{ card }
import chain.v${index - 1}.{ view_${index - 1} }
features view_${index} of card from view_${index - 1} { ttl: 1d, x = view_${index - 1}.x + 1 }
`;
  }
  return files;
}

it('asks for the end of a chain of 3,000 views first', () => {
  const project = projectOf(chain(3000));
  const { types } = project.analysis;
  project.checked('v2999.tenon');
  const last = project.files.get('v2999.tenon')!.symbols.declared[0]!.members.get('x')!;
  expect(types.typeOf(last)).toMatchObject({ kind: 'scalar', name: 'float64' });
});

it('knows no types in a circle of 400 views, and comes to an end', () => {
  const files = chain(400);
  files['v0.tenon'] = `package chain.v0
import chain.v399.{ view_399 }
entity card { key: card_id }
features view_0 of card from view_399 { ttl: 1d, x = view_399.x + 1 }
`;
  const project = projectOf(files);
  const last = project.files.get('v200.tenon')!.symbols.declared[0]!.members.get('x')!;
  expect(project.analysis.types.typeOf(last)).toMatchObject({ kind: 'unknown' });
});
