import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{language,files,targets,bench,deploy,protocol,server,client,cli,tools,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/vscode/**', '.cache/**', 'out/**'],
    // Real tools and real processes: a slow machine must not make a test fail.
    testTimeout: 120_000,
    hookTimeout: 300_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
