import process from 'node:process';
import { installDependencies, runPinned } from './bootstrap.mjs';

installDependencies();
runPinned('tools/package.ts', process.argv.slice(2));
