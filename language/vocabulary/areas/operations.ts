import { call, expression, list, name, quantity, reference, word } from '../value-type.ts';
import { clause, noun, property, verb } from '../word.ts';
import type { AreaWords } from '../vocabulary.ts';

export const monitoring = noun('monitoring', {
  area: 'operations',
  doc: 'Figures of one element that are watched for ever, kept apart from the element itself.',
  in: ['file', 'environment'],
  clauses: {
    of: clause(reference('service', 'pipeline', 'features', 'model'), 'Element that is watched.', {
      required: true,
    }),
  },
});

export const claim = noun('claim', {
  area: 'operations',
  doc: 'A statement about the system that is to be proved, with what the proof may use.',
  in: ['file'],
  clauses: { of: clause(reference(), 'Element that it is about.') },
});

export const requireOfClaim = verb('require', {
  area: 'operations',
  doc: 'What is stated.',
  in: ['claim'],
  object: { type: expression('metrics', 'a condition on figures'), doc: 'The condition.', required: true },
});

export const usesInClaim = verb('uses', {
  area: 'operations',
  doc: 'Elements whose facts and measurements the proof may use.',
  in: ['claim'],
  object: { type: list(reference()), doc: 'The elements.', required: true },
});

export const tenant = noun('tenant', {
  area: 'operations',
  doc: 'A customer of a shared platform: what they use, how much of it, and what is kept apart for them.',
  in: ['file', 'environment'],
  properties: { tier: property(name('the name of a tier'), 'Tier that they have booked.') },
});

export const quota = noun('quota', {
  area: 'operations',
  doc: 'What a tenant may use.',
  in: ['tenant'],
  name: 'none',
  properties: {
    gpu_hours: property(quantity('duration'), 'Time on GPUs in a month, all GPUs together.'),
    storage: property(quantity('bytes'), 'Space that their data may take.'),
    requests: property(quantity('rate'), 'Requests in a time.'),
    spend: property(quantity('spending'), 'Most money in a time.'),
  },
});

export const isolation = noun('isolation', {
  area: 'operations',
  doc: 'What is kept apart from other tenants.',
  in: ['tenant'],
  name: 'none',
  properties: {
    namespace: property(
      word({ own: 'A namespace of their own.', shared: 'The namespace of all.' }),
      'Namespace of what runs for them.',
      {
        default: 'shared',
      },
    ),
    network: property(
      word({
        deny_all: 'Nothing reaches them that is not allowed.',
        open: 'Everything inside the cluster reaches them.',
      }),
      'What may reach what runs for them.',
      { default: 'open' },
    ),
    data_key: property(
      call({ secret: 'secret("name"): a key in the secret store.' }),
      'Key that their data are encrypted with.',
    ),
  },
});

export const usesInTenant = verb('uses', {
  area: 'operations',
  doc: 'Services that the tenant may call.',
  in: ['tenant'],
  object: { type: list(reference('service', 'pipeline')), doc: 'The services.', required: true },
});

export const requireApproval = verb('require', {
  area: 'release',
  doc: 'Who must agree before anything is launched here: `require approval by [platform_lead]`.',
  in: ['environment', 'deployment'],
  object: {
    type: word({ approval: 'Somebody agrees, by name and time.' }),
    doc: 'What is required.',
    required: true,
  },
  clauses: {
    by: clause(list(reference('channel')), 'Who agrees, as the channel that reaches them.', {
      required: true,
    }),
  },
});

export const words: AreaWords = {
  nouns: [monitoring, claim, tenant, quota, isolation],
  verbs: [requireOfClaim, usesInClaim, usesInTenant, requireApproval],
};
