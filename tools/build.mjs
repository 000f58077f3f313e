import process from 'node:process';
import { installDependencies, runPinned } from './bootstrap.mjs';

installDependencies();
runPinned('tools/build.ts', process.argv.slice(2));
