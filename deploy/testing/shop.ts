import { Project, type Deployment, type System } from '../../language/index.ts';

/** A small system with everything that is launched: a cloud with state in S3, a pipeline, a service. */
const SHOP = `package shop

channel oncall { via: webhook, to: "oncall-hook" }

cloud main on aws {
  region: "eu-central-1"
  state on s3("shop-state")
  bucket lake { versioning: on }
  network vpc { cidr: "10.1.0.0/16" }
  cluster serving on ecs { network: vpc }
}

source swipes {
  format: parquet
  location: "LOCATION"
  event_time: at
  schema {
    card   : string key
    amount : float64
    at     : timestamp
  }
}
sink rejected { format: parquet, location: "rejected/" }

pipeline nightly {
  schedule: cron("0 3 * * *", zone: "UTC")
  step rows  = read swipes
  step clean = validate rows {
    expect not_null(card)
    on failure isolate to rejected
  }
  on failure retry 2 times backoff exponential from 10s to 5m then alert oncall
}

model net {
  artifact: onnx("models/net.onnx")
  input  x : float32[batch, 2]
  output y : float32[batch, 1]
}

service api {
  serves net on triton { instances: 1 on gpu }
  runs on serving
}

environment dev {}

deployment all {
  environment: dev
  uses [main, nightly, api]
  emit [triton, kubeflow, terraform, feast]
}
`;

export interface ShopText {
  readonly location?: string;
  /** Text that is replaced, and by what. */
  readonly change?: readonly [string, string];
}

export function shop({ location = 'data/swipes.parquet', change }: ShopText = {}): {
  system: System;
  deployment: Deployment;
} {
  const project = new Project();
  const text = SHOP.replace('LOCATION', location);
  project.setFile('shop.tenon', change ? text.replace(...change) : text);
  const resolution = project.resolve('dev');
  if ('problem' in resolution) throw new Error(resolution.problem.message);
  const deployment = resolution.system.elements.find((element) => element.kind === 'deployment');
  if (!deployment) throw new Error('The system has no deployment.');
  return { system: resolution.system, deployment };
}
