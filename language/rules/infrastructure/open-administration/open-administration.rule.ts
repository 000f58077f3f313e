import { onElement, type Rule } from '../../rule.ts';
import { replaceFix } from '../../replacement.ts';
import { isOpenToEveryone, letOnlyTheNetworkIn } from '../open-to-everyone.ts';

/** Ports by which machines are administered, with what listens there. */
const PORTS: Readonly<Record<number, string>> = {
  22: 'SSH',
  3389: 'Remote Desktop',
  2375: 'Docker',
  6443: 'the Kubernetes API',
};

/** Whoever scans the internet finds an open administration port within minutes. */
export const rule: Rule = {
  code: 'TN1805',
  name: 'open-administration',
  summary: 'A port for administration is open to the whole internet.',
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
            message: `${what} (port ${entry.port}) is open to the whole internet.`,
            origin: entry.origin,
            help: `Name the addresses that need it, or let only ${network.name} in.`,
            data: { replacements: letOnlyTheNetworkIn(network, entry) },
          });
        }
      }
    }),
  ],
  fixes: [replaceFix],
};
