/** `npm run -s tenon -- …`: builds when a source is newer than the bundle, then runs the command. */
import process from 'node:process';
import { installDependencies, runPinned } from './bootstrap.mjs';

installDependencies();
runPinned('tools/run-cli.ts', process.argv.slice(2));
