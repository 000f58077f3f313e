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
    readonly languages: readonly {
      readonly id: string;
      readonly configuration: string;
      readonly icon: { readonly light: string; readonly dark: string };
    }[];
    readonly grammars: readonly { readonly path: string }[];
    readonly snippets: readonly { readonly path: string }[];
    readonly jsonValidation: readonly { readonly url: string }[];
    readonly commands: readonly {
      readonly command: string;
      readonly category: string;
      readonly enablement?: string;
    }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly keybindings: readonly { readonly command: string; readonly when?: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly image: Readonly<Record<string, string>>; readonly altText: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
    readonly semanticTokenScopes: readonly { readonly scopes: Readonly<Record<string, unknown>> }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope: string }>> };
  };
}

const english = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Readonly<
  Record<string, string>
>;
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

/** Ids of the commands whose code does nothing where no programs may be started. */
const guarded = (): string[] =>
  readdirSync(join(root, 'client/features'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => {
      const text = readFileSync(join(root, 'client/features', path), 'utf8');
      const [, key] = /^ {2}id: COMMANDS\.(\w+),$/mu.exec(text) ?? [];
      return key !== undefined && /^ {4}if \(!\(await mayStartPrograms\(\)\)\)/mu.test(text) ? [key] : [];
    })
    .map((key) => COMMANDS[key as keyof typeof COMMANDS])
    .sort();

/** Text of the manifest, in words when it is a key of the translations. */
const words = (text: string): string => {
  const key = /^%(?<key>[^%]+)%$/u.exec(text)?.groups?.['key'];
  if (key === undefined) return text;
  const file = join(root, 'package.nls.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>)[key] ?? '';
};

/** Commands that a text of the manifest links to. */
const linked = (text: string): string[] =>
  [...words(text).matchAll(/\(command:(tenon\.\w+)[?)]/gu)].map(([, id]) => id!);

describe('the manifest of the extension', () => {
  const { contributes, activationEvents, capabilities } = manifest;

  it('promises the commands that the protocol names and the client registers', () => {
    const promised = contributes.commands.map(({ command }) => command).sort();
    expect(promised).toEqual(Object.values(COMMANDS).sort());
    expect(registered()).toEqual(promised);
    expect(new Set(contributes.commands.map(({ category }) => category))).toEqual(new Set(['Tenon']));
  });

  it('names only commands and views that are there, in menus, keys, welcomes and the walkthrough', () => {
    const ids = new Set<string>(Object.values(COMMANDS));
    const views = Object.values(contributes.views).flat();
    const used = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].map(
      ({ command }) => command,
    );
    const links = [
      ...contributes.viewsWelcome.map(({ contents }) => contents),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ description }) => description)),
    ].flatMap(linked);
    expect(links.length).toBeGreaterThan(8);
    expect([...used, ...links].filter((id) => !ids.has(id))).toEqual([]);
    const named = [...JSON.stringify(contributes.menus).matchAll(/view == ([\w.]+)/gu)].map(([, id]) => id!);
    const known = views.map(({ id }) => id);
    expect(named.filter((id) => !known.includes(id))).toEqual([]);
    expect(contributes.viewsWelcome.filter(({ view }) => !known.includes(view))).toEqual([]);
  });

  it('offers what starts programs only where the workspace is trusted, in the manifest and in code', () => {
    const enabled = contributes.commands
      .filter(({ enablement }) => enablement?.includes('isWorkspaceTrusted'))
      .map(({ command }) => command)
      .sort();
    expect(enabled).toEqual(expect.arrayContaining(guarded()));
    expect(guarded()).toEqual(
      expect.arrayContaining([
        COMMANDS.writeReviewed,
        COMMANDS.benchmark,
        COMMANDS.deploy,
        COMMANDS.newProject,
      ]),
    );
    const { commandPalette: _, ...menus } = contributes.menus;
    const shown = [...Object.values(menus).flat(), ...contributes.keybindings];
    const open = shown.filter(
      ({ command, when }) => guarded().includes(command) && !when?.includes('isWorkspaceTrusted'),
    );
    expect(open).toEqual([]);
  });

  it('has a walkthrough of five steps, each with its pictures and an end', () => {
    const steps = contributes.walkthroughs.flatMap((each) => each.steps);
    expect(steps).toHaveLength(5);
    for (const { media, completionEvents, description } of steps) {
      expect(Object.keys(media.image).sort()).toEqual(['dark', 'hc', 'hcLight', 'light']);
      expect(Object.values(media.image).filter((path) => !existsSync(join(root, path)))).toEqual([]);
      expect(words(media.altText)).not.toBe('');
      expect(completionEvents).not.toEqual([]);
      expect(linked(description)).not.toEqual([]);
    }
  });

  it('declares the settings that are read', () => {
    const declared = Object.keys(contributes.configuration.properties);
    expect(declared).toEqual(expect.arrayContaining(Object.values(SETTINGS).map((key) => `tenon.${key}`)));
    expect(contributes.configuration.properties[`tenon.${SETTINGS.node}`]?.scope).toBe('machine');
  });

  it('starts nothing in workspaces that are not trusted, and does not start with the editor', () => {
    expect(capabilities.untrustedWorkspaces.supported).toBe('limited');
    expect(capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(
      [SETTINGS.node, SETTINGS.generateOnSave].map((key) => `tenon.${key}`),
    );
    expect(activationEvents).toEqual([
      'workspaceContains:**/*.tenon',
      // A report that was open in the last window.
      'onWebviewPanel:tenon.benchmarkReport',
    ]);
  });

  it('names files that are there', () => {
    const paths = [
      ...contributes.languages.map(({ configuration }) => configuration),
      ...contributes.grammars.map(({ path }) => path),
      // These are keys, as each language has files of its own.
      ...contributes.snippets.map(({ path }) => english[path.slice(1, -1)]!),
      ...contributes.jsonValidation.map(({ url }) => english[url.slice(1, -1)]!),
      ...contributes.languages.flatMap(({ icon }) => [icon.light, icon.dark]),
      ...Object.values(contributes.views)
        .flat()
        .map(({ icon }) => icon),
    ];
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(contributes.languages.map(({ id }) => id)).toEqual([LANGUAGE_ID]);
  });

  it('gives a colour to every kind of name that the server tells apart', () => {
    const scopes = contributes.semanticTokenScopes.flatMap((each) => Object.keys(each.scopes));
    expect(TOKEN_TYPES.filter((type) => !scopes.includes(type))).toEqual([]);
  });
});
