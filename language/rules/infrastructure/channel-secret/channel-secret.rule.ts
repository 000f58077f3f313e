import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isOwn } from '../../own-place.ts';

/** Addresses that let whoever has them write: with a token in the path, in the query or before the host. */
const ADDRESSES_WITH_TOKENS: readonly RegExp[] = [
  /^https:\/\/hooks\.slack\.com\/(services|workflows)\//u,
  /^https:\/\/(\w+\.)?discord(app)?\.com\/api\/webhooks\//u,
  /^https:\/\/[\w.-]+\.webhook\.office\.com\//u,
  /[?&](token|key|api_?key|secret|access_token|sig)=/iu,
  /^https?:\/\/[^/@\s]+:[^/@\s]+@/u,
  // A part of the path that nobody would choose: 20 letters and digits, mixed.
  /^https?:\/\/\S*\/(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{20,}(?:[/?#]|$)/u,
];
/** Keys that PagerDuty gives to an integration: 32 letters and digits. */
const INTEGRATION_KEY = /^[0-9a-zA-Z]{32}$/u;

/** What stands in a model is read by everybody who may read the project, for ever. */
export const rule: Rule = {
  code: 'TN1813',
  name: 'channel-secret',
  summary: 'The address of a channel holds a token, and stands in the model in clear.',
  severity: 'error',
  reach: 'element',
  checks: [
    onElement('channel', (channel, _model, report) => {
      const { to, via } = channel;
      if (to === undefined || !isSecret(to.value, via.value)) return;
      const name = `${channel.name.replaceAll('_', '-')}-${via.value}`;
      report({
        message: `The address of ${channel.name} holds a token, and everybody who reads the model can use it.`,
        origin: to.origin,
        help: `Keep it in a secret and write to: secret("${name}"); then have the token replaced, since it was seen.`,
        data: {
          replacements: isOwn(to.origin)
            ? [replace(`Refer to the secret ${name}`, to.origin, `to: secret("${name}")`, true)]
            : [],
        },
      });
    }),
  ],
  fixes: [replaceFix],
};

const isSecret = (address: string, via: string): boolean =>
  ADDRESSES_WITH_TOKENS.some((pattern) => pattern.test(address)) ||
  (via === 'pagerduty' && INTEGRATION_KEY.test(address));
