import { onElement, type Rule } from '../../rule.ts';
import { replaceFix } from '../../replacement.ts';
import { isOpenToEveryone, letOnlyTheNetworkIn } from '../open-to-everyone.ts';

/** What listens at a port by custom and asks nobody who they are, unless it is told to. */
const PORTS: Readonly<Record<number, string>> = {
  2379: 'etcd',
  3306: 'MySQL',
  5000: 'MLflow',
  5432: 'PostgreSQL',
  6379: 'Redis',
  8001: 'gRPC of Triton',
  8002: 'metrics of Triton',
  8265: 'the dashboard of Ray',
  8888: 'Jupyter',
  9092: 'Kafka',
  9200: 'Elasticsearch',
  9870: 'HDFS',
  10_250: 'the kubelet',
  27_017: 'MongoDB',
};

/** Tools of data and machine learning that trust whoever reaches them are run by others within hours. */
export const rule: Rule = {
  code: 'TN1807',
  name: 'open-service',
  summary: 'A database or tool that trusts its callers is open to the whole internet.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, _model, report) => {
      for (const network of cloud.resources) {
        if (network.kind !== 'network') continue;
        for (const entry of network.firewalls.flatMap(({ rules }) => rules)) {
          const what = PORTS[entry.port];
          if (what === undefined || !isOpenToEveryone(entry)) continue;
          report({
            message: `Port ${entry.port} is open to the whole internet, and by custom ${what} listens there.`,
            origin: entry.origin,
            help: `Let only ${network.name} in, and put a gateway that knows its callers before it.`,
            data: { replacements: letOnlyTheNetworkIn(network, entry) },
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
