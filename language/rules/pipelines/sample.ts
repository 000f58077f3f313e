/** What the tests of the pipeline rules have in common: data, features, a training and its model. */
const DECLARATIONS = `package shop

source swipes {
  location: "data/swipes.parquet"
  event_time: at
  schema { card_id : string key, amount : float64, at : timestamp }
}
entity card { key: card_id }
features activity of card from swipes { swipes_1h = count() over 1h }
training net on swipes { entrypoint: "train/net.py", label: amount > 10 }
model net {
  input x : float32[batch, 1] from activity
  output y : float32[batch, 1]
}
sink bad { location: "bad/" }
`;

/** A model with one pipeline, of these lines. */
export const pipelineText = (...lines: readonly string[]): string =>
  `${DECLARATIONS}pipeline nightly {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;

export const GOOD_STEPS = [
  'step rows = read swipes',
  'step clean = validate rows { expect amount >= 0 }',
  'step examples = join clean with activity',
  'step sets = split examples by card_id { train: 80%, eval: 20% }',
  'step fit = train net on sets.train',
  'step report = evaluate fit on sets.eval { require auc >= 0.9 }',
  'step release = register fit as net when report.passed',
] as const;

/** The good pipeline with one of its lines replaced. */
export const changed = (from: string, to: string): string => pipelineText(...GOOD_STEPS).replace(from, to);
