import { anything, name, quantity } from '../value-type.ts';
import { clause, noun, property } from '../word.ts';
import type { AreaWords } from '../vocabulary.ts';

export const rollout = noun('rollout', {
  area: 'serving',
  doc: 'How a new version reaches a fleet, wave by wave.',
  in: ['service', 'fleet'],
  name: 'none',
  events: { failure: 'A wave does not meet its conditions.' },
});

export const wave = noun('wave', {
  area: 'serving',
  doc: 'One part of a roll-out.',
  in: ['rollout'],
  properties: {
    devices: property(anything('a number or share'), 'How many devices get the version.', { required: true }),
    hold: property(quantity('duration'), 'How long it is watched before the next wave.'),
  },
});

export const fleet = noun('fleet', {
  area: 'serving',
  doc: 'Devices outside the data centre.',
  in: ['file', 'environment'],
  clauses: { on: clause(name('a kind of machine'), 'Kind of machine.') },
  properties: {
    devices: property(anything('which devices'), 'Which devices belong to it.'),
    hub: property(anything('an address'), 'Where the devices connect.'),
    offline_for: property(quantity('duration'), 'How long a device works without a connection.'),
  },
});

export const words: AreaWords = { nouns: [rollout, wave, fleet] };
