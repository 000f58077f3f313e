/** How the bundles for a browser are made: no Node there, so its modules are replaced by the server's own stand-ins. */
import { join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';

/** Modules of Node that have a stand-in; any other one ends the build. */
const STAND_INS: Readonly<Record<string, string>> = {
  'node:crypto': 'node-crypto.ts',
  'node:fs': 'node-fs.ts',
  'node:fs/promises': 'node-fs-promises.ts',
  'node:path': 'node-path.ts',
  'node:stream/promises': 'node-stream-promises.ts',
  'node:timers/promises': 'node-timers-promises.ts',
  'node:url': 'node-url.ts',
  'node:util': 'node-util.ts',
};

const standIns = (root: string): Plugin => ({
  name: 'stand-ins for Node',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path, importer }) => {
      const file = STAND_INS[path];
      if (file !== undefined) return { path: join(root, 'server/main/browser', file) };
      return { errors: [{ text: `${path} has no stand-in for the browser, and ${importer} wants it.` }] };
    });
  },
});

const common: BuildOptions = {
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  outExtension: { '.js': '.js' },
};

/** The server's worker and the extension for the web, as `tools/build.ts` takes them. */
export const webBundles = (
  root: string,
): readonly { readonly name: string; readonly options: BuildOptions }[] => [
  {
    name: 'server-web',
    options: {
      ...common,
      entryPoints: { 'server-web': 'server/main/browser.ts' },
      plugins: [standIns(root)],
      inject: [join(root, 'server/main/browser/immediate.ts')],
      // Translations would be twice as large with escapes.
      charset: 'utf8',
      // The pages of the rules are looked for from the bundle's folder upwards.
      define: { 'import.meta.url': '"file:///out/server-web.js"' },
    },
  },
  {
    name: 'client-web',
    options: {
      ...common,
      entryPoints: { 'client-web': 'client/browser.ts' },
      format: 'cjs',
      external: ['vscode'],
      // What a bug report says of the machine.
      define: {
        'process.platform': '"browser"',
        'process.arch': '""',
        'process.versions.node': '"none"',
      },
    },
  },
];
