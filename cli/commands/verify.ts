import { collectWords } from '../option-values.ts';
import { refuse, type CliCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { FORMATS, formatOption, formatReport, type Format } from '../report/format.ts';

interface VerifyOptions {
  readonly target?: readonly string[];
  readonly out?: string;
  readonly format: Format;
}

export const command: CliCommand<VerifyOptions> = {
  name: 'verify',
  summary: 'hold generated files against the real tools',
  details:
    'Runs the tools of this machine (the Kubeflow SDK, Terraform, Triton) on the generated files and reports what ' +
    'they refuse at the model line that caused it. Nothing is applied and the files are only read. A missing tool ' +
    'is named and skipped; when all are missing the exit code is 5.',
  examples: [
    { line: 'verify', says: 'verifies what `tenon generate` has written' },
    { line: 'verify examples/flights -t terraform', says: 'verifies one target' },
  ],
  declare: (command) =>
    command
      .argument('[path]', 'project folder, or a file inside one')
      .option(
        '-t, --target <target>',
        'only this target; may be repeated, or a list with commas',
        collectWords,
      )
      .option('-o, --out <folder>', 'output folder; that of the project file when absent')
      .addOption(formatOption(FORMATS)),
  async run(context, [path], { target, out, format }) {
    const { openGenerated } = await import('../verify/open-generated.ts');
    const { verifyOutput } = await import('../verify/verify-output.ts');
    const { folderLine } = await import('../verify/folder-line.ts');
    const { count } = await import('../report/report.ts');
    const { terminal, signal, cwd } = context;
    const opened = openGenerated(path, out, target, cwd);
    if ('problem' in opened) return refuse(context, opened.problem);
    const { output, project, textOf } = opened;
    const verified = await verifyOutput({
      output,
      project,
      signal,
      onFolder: (event) => terminal.error(folderLine(event, terminal.errorColors)),
      ...(target === undefined ? {} : { targets: target }),
    });
    const { findings, files } = verified;
    const report = { command: 'verify', folder: project, cwd, findings, files, environments: [], textOf };
    if (files.length > 0 || format !== 'human') terminal.out(await formatReport(format, report, terminal));
    if (verified.failed || count(findings).errors > 0) return EXIT.toolFailed;
    return files.length === 0 && verified.skipped > 0 ? EXIT.inconclusive : EXIT.ok;
  },
};
