import { namer } from '../kit/names.ts';
import { PYTHON_KEYWORDS } from '../kit/python.ts';

/**
 * Pipeline names as the Kubeflow API accepts them: `shop.fraud.nightly` becomes `shop-fraud-nightly`.
 * The SDK would change anything else in silence.
 */
export const pipelineNamer = namer({
  pattern: /^[a-z0-9][a-z0-9-]*$/,
  patternInWords: 'lower-case ASCII letters, digits and hyphens',
  maxLength: 128,
  lowercase: true,
  separator: '-',
});

/**
 * What the SDK makes of the Python name of a step. Only ASCII survives there, and two steps whose names
 * become equal would be numbered in silence.
 */
export const taskNamer = namer({
  pattern: /^[a-z][a-z0-9-]*$/,
  patternInWords: 'ASCII letters, digits and underscores, beginning with a letter,',
  maxLength: 100,
  lowercase: true,
  separator: '-',
});

/** A variable, function or argument of generated Python; words that mean something there get an underscore. */
export const pythonName = (name: string): string =>
  PYTHON_KEYWORDS.has(name) || TAKEN.has(name) ? `${name}_` : name;

/** Name of a secret: lower case with hyphens, as Kubernetes wants it. */
export const secretName = (channel: string): string =>
  channel
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 63);

/** Environment variable with the address that a channel's alerts are posted to. */
export const webhookVariable = (channel: string): string =>
  `${channel.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_WEBHOOK_URL`;

const TAKEN: ReadonlySet<string> = new Set(
  `compiler data_root dsl failure kubernetes mlflow_tracking_uri on_failure os Path RETRY SRC splitting step sys IMAGE LOCAL
  bool dict float int list print str`
    .trim()
    .split(/\s+/),
);
