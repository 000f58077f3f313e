import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Which room may import which: house rule, with the reason that is shown when a door is crossed. */
const DOORS = [
  [
    'language',
    [
      'files',
      'targets',
      'importers',
      'bench',
      'deploy',
      'protocol',
      'server',
      'cli',
      'client',
      'webview',
      'tools',
      'test',
    ],
    'The core knows nothing of those who use it.',
  ],
  [
    'files',
    ['targets', 'importers', 'bench', 'deploy', 'protocol', 'server', 'cli', 'client', 'webview', 'tools'],
    'Files are read for whoever asks; the room knows the core only.',
  ],
  [
    'targets',
    ['files', 'bench', 'deploy', 'protocol', 'server', 'cli', 'client', 'webview', 'importers'],
    'A target sees the resolved model and the kit.',
  ],
  [
    'bench',
    ['targets', 'deploy', 'protocol', 'server', 'cli', 'client', 'webview', 'importers'],
    'The bench measures files; it knows no target, server or editor.',
  ],
  [
    'deploy',
    ['protocol', 'server', 'cli', 'client', 'webview', 'importers', 'bench'],
    'Deployment is told what to run; it knows no editor.',
  ],
  [
    'protocol',
    ['language', 'files', 'targets', 'importers', 'bench', 'deploy', 'server', 'cli', 'client', 'webview'],
    'The protocol is what both sides share, so it depends on neither.',
  ],
  ['server', ['client', 'cli', 'deploy', 'webview'], 'The server starts no process and knows no editor.'],
  [
    'cli',
    ['server', 'client', 'webview'],
    'The command starts the server as a process; it does not contain it.',
  ],
  [
    'client',
    ['language', 'files', 'targets', 'importers', 'bench', 'deploy', 'server', 'cli', 'webview'],
    'The client asks the server or runs the command; it computes nothing itself.',
  ],
  [
    'webview',
    ['language', 'files', 'targets', 'importers', 'deploy', 'server', 'cli', 'client'],
    'A page shows what it is sent: the messages of the protocol and the report of the bench.',
  ],
];

const TARGETS = ['terraform', 'triton', 'kubeflow'];

const zones = [
  ...DOORS.flatMap(([room, forbidden, message]) =>
    forbidden.map((other) => ({ target: `./${room}`, from: `./${other}`, message })),
  ),
  ...TARGETS.map((target) => ({
    target: `./targets/${target}`,
    from: './targets',
    except: [`./${target}`, './kit'],
    message: 'A target can be understood, tested and deleted alone, so it never sees a sibling.',
  })),
  ...TARGETS.map((target) => ({
    target: `./targets/${target}/!(*.test|acceptance*).ts`,
    from: './language',
    except: ['./model', './types', './diagnostics', './library', './project/facts.ts'],
    message: 'Targets read the resolved model, never syntax, scopes or vocabulary.',
  })),
  { target: './targets/kit', from: './targets', except: ['./kit'], message: 'The kit knows no target.' },
];

const NODE = ['node:*', 'fs', 'path', 'child_process', 'os'];
const pure = (message) => ({
  patterns: [{ group: [...NODE, 'vscode', 'vscode-languageserver*', 'vscode-languageclient*'], message }],
});

export default tseslint.config(
  {
    ignores: [
      'out/**',
      '.cache/**',
      'node_modules/**',
      'language/generated/**',
      '**/cases/**',
      'examples/**',
      '**/fixtures/**',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.lint.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'max-lines': ['error', { max: 400 }],
      'no-console': 'off',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-empty-object-type': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
    },
  },
  {
    files: ['language/**/*.ts', 'targets/**/*.ts', 'files/{bytes,onnx,parquet,text}/**/*.ts'],
    ignores: [
      '**/*.test.ts',
      '**/testing/**',
      '**/acceptance*.ts',
      '**/acceptance/**',
      'files/onnx/read-signature-file.ts',
    ],
    rules: {
      'no-restricted-imports': ['error', pure('This room is pure: no Node, no editor, no connection.')],
    },
  },
  // A generated list has a line for each file of its folder.
  { files: ['**/registry.ts'], rules: { 'max-lines': 'off' } },
  {
    files: ['protocol/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: [...NODE, 'vscode'], message: 'Messages are for both sides, so they need neither.' },
          ],
        },
      ],
    },
  },
  {
    files: ['files/**/*.ts', 'bench/**/*.ts', 'deploy/**/*.ts', 'cli/**/*.ts', 'server/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['vscode'], message: 'Only the client knows VS Code.' }] },
      ],
    },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts', 'tools/**/*.ts', '**/testing/**/*.ts'],
    rules: {
      // Tests may use any room; what they test keeps its doors.
      'import-x/no-restricted-paths': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
