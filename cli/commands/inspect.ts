import { resolve } from 'node:path';
import { refuse, type CliCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { formatOption } from '../report/format.ts';

interface InspectOptions {
  readonly format: 'human' | 'json';
}

export const command: CliCommand<InspectOptions> = {
  name: 'inspect',
  summary: 'say what an ONNX file says about itself',
  details:
    'Reads only the header: names, types and shapes, operators, and the size of the weights, also of files of any size.',
  examples: [
    { line: 'inspect models/fraud_net.onnx', says: 'prints inputs, outputs, operators and weights' },
    { line: 'inspect models/fraud_net.onnx --format json', says: 'prints the same for programs' },
  ],
  declare: (command) => command.argument('<file>', 'ONNX file').addOption(formatOption(['human', 'json'])),
  async run(context, [file], { format }) {
    const { readSignatureFile } = await import('../../files/onnx/read-signature-file.ts');
    const { humanSignature } = await import('../inspect/human-signature.ts');
    const { cwd, signal, terminal } = context;
    const read = await readSignatureFile(resolve(cwd, file!), { signal });
    if ('problem' in read) {
      const { message, hint } = read.problem;
      return refuse(context, { exitCode: EXIT.unreadable, message: `${file}: ${message}`, help: hint });
    }
    const { signature } = read;
    terminal.out(
      format === 'json'
        ? `${JSON.stringify({ file, ...signature }, null, 2)}\n`
        : humanSignature(file!, signature, terminal.colors),
    );
    return EXIT.ok;
  },
};
