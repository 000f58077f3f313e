import { loadCase } from '../kit/testing/load-case.ts';
import { testCases } from '../kit/testing/case-runner.ts';
import { target } from './target.ts';

testCases({ target, cases: new URL('./cases/', import.meta.url), load: loadCase });
