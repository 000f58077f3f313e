import { testCases } from '../kit/testing/case-runner.ts';
import { loadCase } from '../kit/testing/load-case.ts';
import { target } from './target.ts';

// Names in the cases that are also words of Python, SQL or Kubeflow.
const coincidences = [
  'data',
  'all',
  'model',
  'rows',
  'train',
  'test',
  'main',
  'features',
  'score',
  'flight',
  'lambda',
];
testCases({ target, cases: new URL('./cases/', import.meta.url), load: loadCase, coincidences });
