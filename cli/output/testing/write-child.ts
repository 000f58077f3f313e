/**
 * A process that writes `argv[3]` (JSON: path → text) into `argv[2]` and ends itself with SIGKILL when it
 * comes to step number `argv[4]`, or waits there for ever when `argv[5]` is `hang`. Prints the steps.
 */
import { writeSync } from 'node:fs';
import { writeFiles } from './write-files.ts';

const [root, texts, at, how] = process.argv.slice(2) as [string, string, string, string?];
let count = 0;

const result = await writeFiles(root, JSON.parse(texts) as Record<string, string>, {
  waitMs: 0,
  onStep: (step) => {
    writeSync(1, `${step}\n`);
    if (count === Number(at)) {
      if (how === 'hang') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      process.kill(process.pid, 'SIGKILL');
    }
    count += 1;
  },
});
if ('problem' in result) {
  writeSync(1, `problem: ${result.problem.reason}\n`);
  process.exitCode = 1;
}
