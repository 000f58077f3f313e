import { Argument } from 'commander';
import type { CliCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { Shell } from '../completion/completion-script.ts';

export const command: CliCommand = {
  name: 'completion',
  summary: 'print a script that completes tenon commands in a shell',
  details:
    'bash: add `source <(tenon completion bash)` to ~/.bashrc. zsh: add `source <(tenon completion zsh)` to ' +
    '~/.zshrc, behind compinit. fish: run `tenon completion fish > ~/.config/fish/completions/tenon.fish`.',
  examples: [{ line: 'completion bash', says: 'prints the script for bash' }],
  declare: (command) =>
    command.addArgument(
      new Argument('<shell>', 'your shell').choices(['bash', 'zsh', 'fish'] satisfies Shell[]),
    ),
  async run({ program, terminal }, [shell]) {
    const { completionScript } = await import('../completion/completion-script.ts');
    terminal.out(completionScript(shell as Shell, program));
    return EXIT.ok;
  },
};
