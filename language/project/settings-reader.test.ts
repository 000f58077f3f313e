import { describe, expect, it } from 'vitest';
import { readSettings } from './settings-reader.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

const findings = (text: string): unknown =>
  readSettings(text).diagnostics.map((each) => [each.code, each.range.start.line, each.message]);

describe('tenon.json', () => {
  it('is read with defaults for what is not there', () => {
    const { settings, diagnostics } = readSettings('{ "language": 1, "sources": ["models"] }');
    expect(diagnostics).toEqual([]);
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, sources: ['models'], places: settings.places });
    expect(settings.places['sources']).toEqual({
      start: { line: 0, character: 28 },
      end: { line: 0, character: 38 },
    });
  });

  it.each(['', '{', '{ "language": 1, }', '// x\n{}', '[]', 'language: 1', '{"language": 1} x'])(
    'is refused when it is not a JSON object: %j',
    (text) => {
      const { settings, diagnostics } = readSettings(text);
      expect(diagnostics.map((each) => each.code)).toEqual(['TN1201']);
      expect({ ...settings, places: {} }).toEqual(DEFAULT_SETTINGS);
    },
  );

  it('says where an unknown key or a wrong value stands', () => {
    expect(
      findings(
        '{\n  "language": 2,\n  "source": ["x"],\n  "output": "../out",\n  "rules": { "TN1": "loud" }\n}',
      ),
    ).toEqual([
      ['TN1204', 1, '"language" must be 1, the only language version that this Tenon knows.'],
      ['TN1202', 2, 'tenon.json has no key "source".'],
      ['TN1203', 3, '"output" must be a path inside the project folder.'],
      ['TN1203', 4, '"rules" must be an object from codes to error, warning, information, hint, off.'],
    ]);
  });
});
