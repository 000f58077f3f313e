import { resolve } from 'node:path';
import { Option } from 'commander';
import { collectWords } from '../option-values.ts';
import { refuse, type CliCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
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
  readonly format: 'human' | 'json';
}

export const command: CliCommand<GenerateOptions> = {
  name: 'generate',
  summary: 'write the files of the real systems',
  details:
    'Checks the project and writes what its deployments emit, all of it or nothing. Files go to ' +
    '<out>/<target>/, or to <out>/<deployment>/<target>/ when the project has several deployments. Files that ' +
    'were edited by hand are kept, merged or replaced as you choose, never overwritten in silence.',
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
        ).conflicts(['dryRun', 'check']),
      )
      .addOption(formatOption(['human', 'json'])),
  async run(context, [path], options) {
    const { openProject } = await import('../open-project.ts');
    const { checkProject, exitCodeOf } = await import('../check/check-project.ts');
    const { chooseDeployments } = await import('../generate/choose-deployments.ts');
    const { runTargets } = await import('../generate/run-targets.ts');
    const { readReview } = await import('../generate/reviewed-files.ts');
    const { outputFolder, writeOutput } = await import('../generate/generate-project.ts');
    const { humanGenerate, jsonGenerate } = await import('../generate/generate-report.ts');
    const { humanFinding } = await import('../report/human.ts');
    const { formatReport } = await import('../report/format.ts');
    const { terminal, signal, cwd } = context;
    const started = performance.now();
    const review = options.reviewed === undefined ? undefined : readReview(resolve(cwd, options.reviewed));
    if (review && 'problem' in review) return refuse(context, review.problem);

    const result = await openProject(path, context);
    if ('problem' in result) return refuse(context, result.problem);
    const { opened } = result;
    const { project, location } = opened;
    const chosen = chooseDeployments(project, {
      ...named('environment', options.environment),
      ...named('targets', options.target),
    });
    if ('problem' in chosen) return refuse(context, chosen.problem);

    const place = {
      command: 'generate',
      folder: location.folder,
      cwd,
      files: opened.files,
      textOf: opened.textOf,
    };
    const checked = await checkProject(opened, {
      environments: chosen.groups.map(({ environment }) => environment),
      signal,
    });
    const checkedCode = exitCodeOf(checked.findings);
    if (checkedCode !== EXIT.ok) {
      terminal.out(await formatReport(options.format, { ...place, ...checked }, terminal));
      terminal.error('Nothing was generated, because the model has errors.\n');
      return checkedCode;
    }

    const { runs, diagnostics } = await runTargets(project, chosen.groups, signal);
    const out = outputFolder(opened, options.out, cwd);
    const mode = options.check ? 'check' : options.dryRun ? 'dry-run' : 'written';
    const isSelection = options.target !== undefined || options.environment !== undefined;
    const written = await writeOutput(
      runs,
      { mode, out, onEdit: options.onEdit, isSelection, ...review },
      location.folder,
      context,
    );
    if ('problem' in written) return refuse(context, written.problem);

    const findings = [...checked.findings, ...diagnostics];
    const report = {
      mode,
      out,
      ...place,
      ...written,
      runs,
      findings,
      milliseconds: performance.now() - started,
    } as const;
    if (options.format === 'json') terminal.out(jsonGenerate(report));
    else {
      // Of a dry run the diff alone goes to standard output, so that it can be piped into another program.
      const [say, colors] =
        mode === 'dry-run' ? [terminal.error, terminal.errorColors] : [terminal.out, terminal.colors];
      for (const finding of findings) say(`${humanFinding(finding, place, colors)}\n`);
      if (written.diff !== undefined) terminal.out(written.diff);
      say(humanGenerate(report, colors));
    }
    const failed = runs.some((run) => run.failed) || diagnostics.some(({ severity }) => severity === 'error');
    return failed || (mode === 'check' && written.differs) ? EXIT.findings : EXIT.ok;
  },
};

const named = <K extends string, T>(key: K, value: T | undefined): Partial<Record<K, T>> =>
  value === undefined ? {} : ({ [key]: value } as Record<K, T>);
