import { addStatement, placeOf } from '../../edits.ts';
import { replace, replaceFix, type Replacement } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { channel as channelWord } from '../../../vocabulary/areas/infrastructure.ts';
import { isOwn } from '../../own-place.ts';

type Via = 'slack' | 'email' | 'webhook' | 'sns' | 'pagerduty';

/** What an address looks like, most telling first. */
const FORMS: readonly (readonly [Via, RegExp])[] = [
  ['sns', /^arn:aws[\w-]*:sns:/u],
  ['webhook', /^https?:\/\//u],
  ['email', /^[^@\s#]+@[^@\s]+\.[^@\s]+$/u],
  ['slack', /^[#@]\S+$/u],
];
const EXAMPLES: Readonly<Record<Via, string>> = {
  slack: '"#oncall"',
  email: '"team@example.org"',
  webhook: 'secret("oncall-webhook")',
  sns: '"arn:aws:sns:eu-central-1:123456789012:oncall"',
  pagerduty: 'secret("oncall-pagerduty")',
};
/** Ways that take an address of another form, too. */
const ALSO: Partial<Record<Via, readonly Via[]>> = { slack: ['webhook'], pagerduty: ['webhook', 'email'] };

/** Nothing notices an alert that goes nowhere, until it is missed. */
export const rule: Rule = {
  code: 'TN1814',
  name: 'channel-address',
  summary: 'A channel has no address, or one that its way of sending does not take.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('channel', (channel, model, report) => {
      const via = channel.via.value as Via;
      if (channel.to === undefined && channel.secret === undefined) {
        const place = placeOf(model.block(channelWord, channel)!.layers);
        const to = `to: secret("${channel.name.replaceAll('_', '-')}-${via}")`;
        report({
          message: `${channel.name} has no address, so what is sent to it goes nowhere.`,
          origin: channel.origin,
          help: `Add to: ${EXAMPLES[via]}, or a secret that holds the address.`,
          data: { replacements: [{ title: `Add ${to}`, edits: [addStatement(place, to)] }] },
        });
        return;
      }
      const form = channel.to && FORMS.find(([, pattern]) => pattern.test(channel.to!.value))?.[0];
      if (channel.to === undefined || form === undefined || form === via || ALSO[via]?.includes(form)) return;
      const replacements: Replacement[] = [];
      if (channel.via.origin.layer === 'default' && isOwn(channel.to.origin)) {
        const place = placeOf(model.block(channelWord, channel)!.layers);
        const edits = [addStatement(place, `via: ${form}`)];
        replacements.push({ title: `Add via: ${form}`, edits, preferred: true });
      } else if (isOwn(channel.via.origin)) {
        replacements.push(replace(`Change to ${form}`, channel.via.origin, `via: ${form}`, true));
      }
      report({
        message: `${channel.name} sends by ${via}, and ${channel.to.value} is an address for ${form}.`,
        origin: channel.to.origin,
        help: `Write via: ${form}, or an address for ${via} such as ${EXAMPLES[via]}.`,
        data: { replacements },
      });
    }),
  ],
  fixes: [replaceFix],
};
