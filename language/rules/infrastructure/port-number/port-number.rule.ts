import { onElement, type Rule } from '../../rule.ts';

const HIGHEST = 65_535;

/** Ports are counted with 16 bits, and port 0 is none. */
export const rule: Rule = {
  code: 'TN1810',
  name: 'port-number',
  summary: 'A firewall speaks of a port that there is not.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('cloud', (cloud, _model, report) => {
      for (const network of cloud.resources) {
        if (network.kind !== 'network') continue;
        for (const { port, origin } of network.firewalls.flatMap(({ rules }) => rules)) {
          if (Number.isInteger(port) && port >= 1 && port <= HIGHEST) continue;
          report({
            message: `There is no port ${port}.`,
            origin,
            help: `Ports are whole numbers from 1 to ${HIGHEST}; name each port that is needed.`,
          });
        }
      }
    }),
  ],
};
