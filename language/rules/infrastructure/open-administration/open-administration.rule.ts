import type { Rule } from '../../rule.ts';

/** Ports by which machines are administered, with what listens there. */
const PORTS: Readonly<Record<number, string>> = {
  22: 'SSH',
  3389: 'Remote Desktop',
  2375: 'Docker',
  6443: 'the Kubernetes API',
};
const EVERYONE: ReadonlySet<string> = new Set(['0.0.0.0/0', '::/0']);

/** Whoever scans the internet finds an open administration port within minutes. */
export const rule: Rule = {
  code: 'TN1805',
  name: 'open-administration',
  summary: 'A port for administration is open to the whole internet.',
  severity: 'warning',
  checkSystem({ system }, report) {
    for (const cloud of system.elements) {
      if (cloud.kind !== 'cloud') continue;
      for (const resource of cloud.resources) {
        if (resource.kind !== 'network') continue;
        for (const { port, from, origin } of resource.firewalls.flatMap((firewall) => firewall.rules)) {
          const what = PORTS[port];
          if (what === undefined || !('value' in from) || !EVERYONE.has(from.value)) continue;
          report({
            message: `${what} (port ${port}) is open to the whole internet.`,
            origin,
            help: `Name the addresses that need it, or let only ${resource.name} in.`,
          });
        }
      }
    }
  },
};
