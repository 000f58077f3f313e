import type { TemplateFiles } from './templates.ts';

/** A project file and one model that checks clean: data, features, a place for both and a deployment. */
export const minimalProject = (packageName: string): TemplateFiles =>
  new Map([
    [
      'tenon.json',
      `${JSON.stringify({ language: 1, sources: ['models'], environment: 'dev', output: 'generated' }, null, 2)}\n`,
    ],
    [`models/${packageName}.tenon`, modelText(packageName)],
  ]);

const modelText = (packageName: string): string => `package ${packageName}

/// One row for each order.
source orders {
  format: parquet
  location: "s3://\${lake.name}/orders/"
  event_time: ordered_at
  schema {
    order_id    : int64 key
    customer_id : string
    amount      : float64 where value >= 0
    ordered_at  : timestamp
  }
}

entity customer { key: customer_id }

/// What a customer bought lately.
features customer_activity of customer from orders {
  ttl: 30d
  amount_7d : float64 = sum(amount) over 7d
  orders_7d : int64   = count() over 7d
}

cloud main on aws {
  region: "eu-central-1"
  bucket lake { versioning: on, encryption: kms }
}

environment dev {}

deployment ${packageName}_dev {
  environment: dev
  uses [main, customer_activity]
  emit [terraform]
}
`;
