import { describe, expect, it } from 'vitest';
import { parseFile } from '../parser/index.ts';
import { projectOf } from '../testing/findings.ts';
import { PLATFORMS } from '../vocabulary/areas/serving.ts';
import { LIBRARY_FILES } from './library.ts';
import { machineNames } from './machine-catalogue.ts';

const declared = (noun: string): string[] =>
  LIBRARY_FILES.flatMap(({ text }) => parseFile(text).file.statements).flatMap((statement) =>
    'noun' in statement && statement.noun === noun && statement.name ? [statement.name] : [],
  );

describe('the built-in library', () => {
  it('is written in the language', () => {
    for (const { path, text } of LIBRARY_FILES) expect([path, parseFile(text).problems]).toEqual([path, []]);
  });

  it('declares every machine of the catalogue and every platform of the vocabulary', () => {
    expect(declared('machine')).toEqual(machineNames());
    expect(declared('runtime').sort()).toEqual(Object.keys(PLATFORMS).sort());
  });

  it('can be jumped into from the name of a machine and of a runtime', () => {
    const project = projectOf(`model net { input x : float32[batch, 1], output y : float32[batch, 1] }
service api { serves net on triton }
cloud main on aws { cluster c on eks { pool p { machine: "g5.xlarge", count: 1 } } }
`);
    const names = project.checked('model.tenon')!.bindings.filter((binding) => binding.symbol.file.library);
    expect(names.map(({ symbol }) => [symbol.kind, symbol.qualifiedName, symbol.file.path])).toEqual([
      ['runtime', 'tenon.triton', 'tenon/runtimes.tenon'],
      ['machine', 'tenon.g5.xlarge', 'tenon/machines.tenon'],
    ]);
  });
});
