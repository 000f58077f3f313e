import { plural } from '../report/human.ts';
import type { Colors } from '../terminal.ts';
import type { FolderEvent } from './verify-output.ts';

/** One line of progress. */
export function folderLine(event: FolderEvent, { green, yellow, red, dim }: Colors): string {
  const { folder } = event;
  switch (event.state) {
    case 'started':
      return dim(`${folder}: asking ${event.target} ${event.version} …\n`);
    case 'done': {
      const time = dim(`(${(event.milliseconds / 1000).toFixed(1)} s)`);
      return event.findings === 0
        ? `${folder}: ${green('accepted')} ${time}\n`
        : `${folder}: ${red(plural(event.findings, 'finding'))} ${time}\n`;
    }
    case 'skipped':
      return `${folder}: ${yellow('skipped')}, because ${event.reason}; not known without it: ${event.disables}.\n`;
    case 'failed':
      return `${folder}: ${red('failed')}: ${event.reason}\n`;
  }
}
