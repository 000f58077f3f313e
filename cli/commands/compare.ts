import { Option } from 'commander';
import { refuse, type CliCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { collectWords } from '../option-values.ts';
import { formatOption } from '../report/format.ts';

interface CompareOptions {
  readonly project?: string;
  readonly outputs?: boolean;
  readonly target?: readonly string[];
  readonly check?: boolean;
  readonly format: 'human' | 'json';
}

export const command: CliCommand<CompareOptions> = {
  name: 'compare',
  summary: 'say what differs between two environments',
  details:
    'Holds the resolved models of two environments against each other: elements that only one of them has, values ' +
    'with the layer and the place that they come from, costs and other figures. With one name, the declarations ' +
    'as they stand are compared with that environment. With --outputs it is the files that would be generated; ' +
    'nothing is written. That two environments differ is no failure, unless --check asks for it. Two ONNX files ' +
    'or two revisions are compared by `tenon bench --compare`.',
  examples: [
    { line: 'compare dev prod', says: 'says what is different in production, and which line makes it so' },
    { line: 'compare prod', says: 'says what the environment changes in the declarations' },
    { line: 'compare dev prod --outputs', says: 'shows one diff over the files of both' },
    { line: 'compare dev prod -t terraform', says: 'shows the diff of one target' },
    { line: 'compare blue green --check', says: 'fails in CI when the two are not the same' },
  ],
  declare: (command) =>
    command
      .argument('<one>', 'environment, or the only one to look at')
      .argument('[other]', 'environment that it is compared with')
      .option('-p, --project <path>', 'project folder; that of the working directory when absent')
      .option('--outputs', 'compare the files that would be generated')
      .addOption(
        new Option(
          '-t, --target <target>',
          'only the files of this target; may be repeated, or a list with commas',
        )
          .argParser(collectWords)
          .implies({ outputs: true }),
      )
      .option('--check', 'fail when something differs')
      .addOption(formatOption(['human', 'json'])),
  async run(context, [one, other], options) {
    const { openProject } = await import('../open-project.ts');
    const { choosePair } = await import('../compare/choose-pair.ts');
    const { comparePair } = await import('../compare/compare-pair.ts');

    const result = await openProject(options.project, context);
    if ('problem' in result) return refuse(context, result.problem);
    const { opened } = result;
    const chosen = other === undefined ? choosePair(opened, undefined, one) : choosePair(opened, one, other);
    if ('problem' in chosen) return refuse(context, chosen.problem);
    const compared = await comparePair(opened, chosen.pair, options, context);
    if ('problem' in compared) return refuse(context, compared.problem);
    const { differs, failed } = compared;
    return failed !== EXIT.ok ? failed : options.check && differs ? EXIT.findings : EXIT.ok;
  },
};
