import { balance, service as serviceWord } from '../../../vocabulary/areas/serving.ts';
import { textOf } from '../../../parser/index.ts';
import { isOwn } from '../../own-place.ts';
import { replace, replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { requestKeys } from '../request-keys.ts';

const HASH = 'consistent_hash';

/** Only a hash needs a key, and it needs one. */
export const rule: Rule = {
  code: 'TN1724',
  name: 'balance-key',
  summary: 'Requests are divided by a hash of nothing, or by a key that is not used.',
  severity: 'error',
  reach: 'neighbours',
  checks: [
    onElement('service', (service, model, report) => {
      if (!service.balance) return;
      const { method, by } = service.balance;
      if ((method.value === HASH) === (by !== undefined)) return;
      const keys = requestKeys(model, service);
      const [action] = model.block(serviceWord, service)!.actions(balance.verb).slice(-1);
      const isFree = isOwn(method.origin) && action !== undefined;
      if (by) {
        const text = textOf(action!.node);
        report({
          message: `${method.value} looks at no key, so by ${by.value} does nothing.`,
          origin: by.origin,
          severity: 'warning',
          help: `Write balance ${HASH} by ${by.value}, or leave the key out.`,
          data: {
            replacements: isFree
              ? [
                  replace(`Change to ${HASH}`, method.origin, text.replace(method.value, HASH)),
                  replace('Remove the key', method.origin, `balance ${method.value}`),
                ]
              : [],
          },
        });
      } else {
        report({
          message: `The requests of ${service.name} are divided by a hash, and nothing says of what.`,
          origin: method.origin,
          help: `Write balance ${HASH} by ${keys[0] ?? 'user_id'}.`,
          data: {
            replacements: isFree
              ? keys.map((key) => replace(`Add by ${key}`, method.origin, `balance ${HASH} by ${key}`))
              : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};
