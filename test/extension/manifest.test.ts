import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS, LANGUAGE_ID, SETTINGS } from '../../protocol/index.ts';
import { TOKEN_TYPES } from '../../server/features/semantic-tokens/tokens.ts';

const root = join(import.meta.dirname, '../..');

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: unknown;
      readonly restrictedConfigurations: readonly string[];
    };
  };
  readonly contributes: {
    readonly languages: readonly { readonly id: string; readonly configuration: string }[];
    readonly grammars: readonly { readonly path: string }[];
    readonly snippets: readonly { readonly path: string }[];
    readonly jsonValidation: readonly { readonly url: string }[];
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly semanticTokenScopes: readonly { readonly scopes: Readonly<Record<string, unknown>> }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope: string }>> };
  };
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

/** Ids that the files of `client/features` register, read from their text: they run only inside VS Code. */
const registered = (): string[] =>
  readdirSync(join(root, 'client/features'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => [
      ...readFileSync(join(root, 'client/features', path), 'utf8').matchAll(/^ {2}id: COMMANDS\.(\w+),$/gmu),
    ])
    .map(([, key]) => COMMANDS[key as keyof typeof COMMANDS])
    .sort();

describe('the manifest of the extension', () => {
  const { contributes, activationEvents, capabilities } = manifest;

  it('promises the commands that the protocol names and the client registers', () => {
    const promised = contributes.commands.map(({ command }) => command).sort();
    expect(promised).toEqual(Object.values(COMMANDS).sort());
    expect(registered()).toEqual(promised);
    expect(new Set(contributes.commands.map(({ category }) => category))).toEqual(new Set(['Tenon']));
  });

  it('declares the settings that are read', () => {
    const declared = Object.keys(contributes.configuration.properties);
    expect(declared).toEqual(expect.arrayContaining(Object.values(SETTINGS).map((key) => `tenon.${key}`)));
    expect(contributes.configuration.properties[`tenon.${SETTINGS.node}`]?.scope).toBe('machine');
  });

  it('starts nothing in workspaces that are not trusted, and does not start with the editor', () => {
    expect(capabilities.untrustedWorkspaces.supported).toBe('limited');
    expect(capabilities.untrustedWorkspaces.restrictedConfigurations).toContain(`tenon.${SETTINGS.node}`);
    expect(activationEvents).toEqual(['workspaceContains:**/*.tenon']);
  });

  it('names files that are there', () => {
    const paths = [
      ...contributes.languages.map(({ configuration }) => configuration),
      ...contributes.grammars.map(({ path }) => path),
      ...contributes.snippets.map(({ path }) => path),
      ...contributes.jsonValidation.map(({ url }) => url),
    ];
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(contributes.languages.map(({ id }) => id)).toEqual([LANGUAGE_ID]);
  });

  it('gives a colour to every kind of name that the server tells apart', () => {
    const scopes = contributes.semanticTokenScopes.flatMap((each) => Object.keys(each.scopes));
    expect(TOKEN_TYPES.filter((type) => !scopes.includes(type))).toEqual([]);
  });
});
