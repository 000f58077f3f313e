import type { Layer, Origin } from '../../language/index.ts';
import type { Texts } from './texts.ts';

/** `delays/service.tenon:12:5`, counted from 1. */
export const placeText = ({ file, range }: Pick<Origin, 'file' | 'range'>): string =>
  `${file}:${range.start.line + 1}:${range.start.character + 1}`;

/** Where a value is written. */
const LAYERS: Readonly<Record<Layer, string>> = {
  default: 'default of the language',
  template: 'template at {0}',
  declaration: 'declaration at {0}',
  environment: 'environment at {0}',
  command: 'command line at {0}',
};

/** The layer and place that a value comes from; `environment` is the name of the one whose text says it. */
export const layerText = (origin: Origin, texts: Texts, environment?: string): string =>
  environment === undefined
    ? texts.fill(LAYERS[origin.layer], placeText(origin))
    : texts.fill('environment {0} at {1}', environment, placeText(origin));
