/** Two environments of a project, held against each other. */
export { compareModels, type CompareOptions } from './compare-models.ts';
export type {
  ComparedElement,
  ComparedFigure,
  ComparedProperty,
  ComparedValue,
  ModelComparison,
  ValueLayer,
} from './model-comparison.ts';
