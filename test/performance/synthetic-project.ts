/** So many files stand on each other in a row; in real projects such rows are short. */
const ROW = 20;

/** A project of any size in which every file uses its neighbours, as real ones do. Deterministic. */
export function syntheticProject(files: number): Map<string, string> {
  const result = new Map<string, string>();
  result.set(
    'platform.tenon',
    'package big.platform\n\nentity card { key: card_id }\n\ncloud main on aws {\n  region: "eu-central-1"\n  bucket lake { versioning: on }\n}\n',
  );
  for (let index = 0; index < files - 1; index += 1) result.set(`models/part_${index}.tenon`, part(index));
  const flows = Array.from({ length: files - 1 }, (_, index) => `flow_${index}`);
  const imports = flows.map((flow, index) => `import big.part_${index}.{ ${flow} }`).join('\n');
  result.set(
    'release.tenon',
    `package big.release\n\n${imports}\n\ndeployment all { uses [${flows.join(', ')}], emit [kubeflow] }\n`,
  );
  return result;
}

function part(index: number): string {
  const isFirst = index % ROW === 0;
  const before = isFirst ? '' : `import big.part_${index - 1}.{ view_${index - 1} }\n`;
  const from = isFirst ? `rows_${index}` : `[rows_${index}, view_${index - 1}]`;
  const inherited = isFirst ? '' : `  inherited : float32 = view_${index - 1}.mean_7d + 1\n`;
  return `package big.part_${index}

import big.platform.{ card, lake }
${before}
/// Rows of part ${index}.
source rows_${index} {
  format: parquet
  location: "s3://\${lake.name}/rows/${index}/"
  event_time: at
  schema {
    card_id : string key
    amount  : float64 where value >= 0
    country : string?
    count   : int32
    at      : timestamp
  }
}

features view_${index} of card from ${from} {
  ttl: 30d
  stores: [offline, online]
  mean_7d   : float32 = avg(amount) over 7d
  rows_1h   : int64   = count() over 1h
  countries           = count_distinct(country) over 24h
  large     : bool    = if count > 100 then true else false
${inherited}}

model net_${index} {
  input  features : float32[batch, ${isFirst ? 4 : 5}] from view_${index}
  output score    : float32[batch, 1]
}

sink joined_${index} { location: "joined/${index}/" }

pipeline flow_${index} {
  step rows   = read rows_${index}
  step good   = validate rows { expect not_null(card_id) }
  step joined = join good with view_${index}
  step out    = write joined to joined_${index}
}
`;
}
