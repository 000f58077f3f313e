import { SETTINGS_KEYS } from '../../language/project/settings-keys.ts';
import { table } from './markdown.ts';

/** The keys of `tenon.json`. */
export function settingsPage(): string {
  const rows = Object.entries(SETTINGS_KEYS).map(([name, key]) => {
    const standard = (key.schema as { default?: unknown }).default;
    return [`\`${name}\``, standard === undefined ? '' : `\`${JSON.stringify(standard)}\``, key.doc];
  });
  return [
    '# The project file',
    '',
    'Generated from `language/project/settings-keys.ts` by `npm run generate`.',
    '',
    '`tenon.json` stands in the project folder; all paths in it and in the models are relative to that folder.',
    'Its JSON schema is [tenon.schema.json](tenon.schema.json).',
    '',
    table(['Key', 'Default', 'Meaning'], rows),
    '',
  ].join('\n');
}
