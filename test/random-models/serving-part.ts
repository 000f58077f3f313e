import type { Choices } from './choices.ts';
import type { RandomView } from './data-part.ts';

/** A service of the model, with its environments and deployments. */
export function randomServing(choices: Choices, views: readonly RandomView[]): string[] {
  const wait = choices.whole(1, 4);
  const most = choices.one([8, 16, 32, 64]);
  const replicas = choices.whole(1, 3);
  const watched = choices.one(views);
  const feature = choices.one(watched.features);
  const lines = choices.some([
    `  monitor drift(${watched.name}.${feature}) > 0.2 for 1h then alert oncall`,
    `  balance ${choices.one(['round_robin', 'least_loaded'])}`,
    '  on failure restart within 5m then alert oncall',
    `  timeout: ${choices.whole(1, 5)}s`,
  ]);
  const chain = choices.many(1, 3, (index) => index);
  const environments = chain.map((index) => {
    const base = index === 0 ? '' : ` extends stage_${index - 1}`;
    const body = index === 0 ? '' : `param copies = ${choices.whole(1, 3)}`;
    return `environment stage_${index}${base} { ${body} }`;
  });
  const deployments = chain.map(
    (index) => `deployment run_${index} {
  environment: stage_${index}
  uses [main, nightly, net_api]
  emit [${choices.some(['terraform', 'kubeflow', 'triton']).join(', ')}]
}`,
  );
  return [
    `param copies : int in 1..4 = ${replicas}`,
    `service net_api {
  serves net on triton { instances: 1 on cpu, batch 1..${most} within ${wait}ms }
  runs on serving
  objective { latency.p99 < ${choices.whole(40, 200)}ms, availability >= 99.${choices.whole(0, 9)}% }
  scale { replicas: copies..6, keep cpu_utilization < ${choices.whole(50, 80)}% }
${lines.join('\n')}
}`,
    ...environments,
    ...deployments,
  ];
}
