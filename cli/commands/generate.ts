import { resolve } from 'node:path';
import { Option } from 'commander';
import { collectWords } from '../option-values.ts';
import { refuse, type CliCommand } from '../command.ts';
import { formatOption } from '../report/format.ts';
import type { OnEdit } from '../generate/settle-conflicts.ts';

interface GenerateOptions {
  readonly target?: readonly string[];
  readonly environment?: string;
  readonly out?: string;
  readonly dryRun?: boolean;
  readonly check?: boolean;
  readonly onEdit: OnEdit;
  readonly reviewed?: string;
  readonly watch?: boolean;
  readonly format: 'human' | 'json';
}

export const command: CliCommand<GenerateOptions> = {
  name: 'generate',
  summary: 'write the files of the real systems',
  details:
    'Checks the project and writes what its deployments emit, all of it or nothing. Files go to ' +
    '<out>/<target>/, or to <out>/<deployment>/<target>/ when the project has several deployments. Files that ' +
    'were edited by hand are kept, merged or replaced as you choose, never overwritten in silence.\n\n' +
    'With --watch it goes on until Ctrl+C, and generates again whenever a model, tenon.json or a file that a model ' +
    'names changes. It asks nothing: while a file is not as Tenon left it, nothing is written unless --on-edit says ' +
    'what becomes of it; and nothing is written while the model has errors. With --format json each round is one ' +
    'line, with the files that changed under `changed`.',
  examples: [
    { line: 'generate', says: 'writes everything into the output folder of tenon.json (generated/)' },
    {
      line: 'generate examples/flights --dry-run',
      says: 'shows one diff over everything and writes nothing',
    },
    {
      line: 'generate -t terraform -t triton -e prod',
      says: 'writes two targets of the deployments of one environment',
    },
    { line: 'generate --check', says: 'fails in CI when the committed files are not what the model says' },
    {
      line: 'generate --watch --on-edit keep',
      says: 'generates again whenever the model changes, and leaves hand edits as they are',
    },
    {
      line: 'generate --on-edit merge',
      says: 'merges hand edits, with marks where both sides changed a line',
    },
  ],
  declare: (command) =>
    command
      .argument('[path]', 'project folder, or a file inside one')
      .option(
        '-t, --target <target>',
        'only this target; may be repeated, or a list with commas',
        collectWords,
      )
      .option('-e, --environment <name>', 'only the deployments of this environment')
      .option('-o, --out <folder>', 'output folder, relative to the working directory')
      .addOption(
        new Option('--dry-run', 'show one diff over everything and write nothing').conflicts('check'),
      )
      .option('--check', 'write nothing; fail when files on disk differ')
      .addOption(
        new Option('--on-edit <choice>', 'what becomes of files that were edited by hand')
          .choices(['ask', 'merge', 'keep', 'replace'] satisfies OnEdit[])
          .default('ask', 'ask on a terminal, else stop'),
      )
      .addOption(
        new Option(
          '--reviewed <file>',
          'write only what a review has accepted, as its JSON file says; editors use it',
        ).conflicts(['dryRun', 'check', 'watch']),
      )
      .option('-w, --watch', 'generate again whenever files of the project change')
      .addOption(formatOption(['human', 'json'])),
  async run(context, [path], options) {
    const { generateOpened } = await import('../generate/generate-opened.ts');
    const { readReview } = await import('../generate/reviewed-files.ts');
    const { cwd } = context;
    const review = options.reviewed === undefined ? undefined : readReview(resolve(cwd, options.reviewed));
    if (review && 'problem' in review) return refuse(context, review.problem);
    const { onEdit, format, environment, target, out } = options;
    const wanted = {
      mode: options.check ? 'check' : options.dryRun ? 'dry-run' : 'written',
      onEdit,
      format,
      ...named('environment', environment),
      ...named('targets', target),
      ...named('out', out),
      ...review,
    } as const;
    if (options.watch) {
      const { watchGenerate } = await import('../watch/watch-generate.ts');
      return watchGenerate(path, wanted, context);
    }
    const started = performance.now();
    const { openProject } = await import('../open-project.ts');
    const result = await openProject(path, context);
    if ('problem' in result) return refuse(context, result.problem);
    return (await generateOpened(result.opened, wanted, context, started)).exitCode;
  },
};

const named = <K extends string, T>(key: K, value: T | undefined): Partial<Record<K, T>> =>
  value === undefined ? {} : ({ [key]: value } as Record<K, T>);
