/**
 * What a target concludes from measurements of a model file. The arithmetic is that of `language/capacity`, so that
 * figures in generated files and figures in `tenon capacity` never differ.
 */
export { measuredCurves, type Curves } from '../../language/capacity/measured-curves.ts';
export { measurementText, staleText } from '../../language/capacity/measurement-text.ts';
export { servingNeeds } from '../../language/capacity/serving-needs.ts';
export {
  deviceOf,
  servesPromise,
  servingSettings,
  type Measured,
  type ServingNeeds,
  type ServingSettings,
} from '../../language/capacity/serving-settings.ts';
