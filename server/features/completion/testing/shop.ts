import type { ProjectFacts, ScalarName, SignaturePort } from '../../../../language/index.ts';
import type { Surroundings } from './try-completion.ts';

/** What the files of the shop that are no models say. */
const FACTS: ProjectFacts = {
  exists: () => true,
  signature: (path) =>
    path === 'models/net.onnx'
      ? {
          signature: {
            inputs: [port('x', 'float32', [null, 3]), port('image.1', 'uint8', ['n', 224])],
            outputs: [port('score', 'float32', [null, 1])],
          },
        }
      : undefined,
  schema: (path) =>
    path === 'data/cards.parquet'
      ? {
          format: 'parquet',
          columns: [column('card_id', 'string'), column('amount', 'float64'), column('from', 'string')],
        }
      : undefined,
  measured: () => undefined,
};

function port(name: string, dtype: SignaturePort['dtype'], shape: SignaturePort['shape']): SignaturePort {
  return { name, dtype, shape };
}

const column = (name: string, scalar: ScalarName) => ({
  name,
  type: { kind: 'scalar' as const, name: scalar, nullable: false },
});

const DATA = `package shop.data

/// A payment card.
entity card { key: card_id }
source swipes {
  format: parquet
  location: "data/swipes/"
  event_time: at
  schema {
    card_id : string key
    amount : float64
    country : enum[de, fr]
    at : timestamp
  }
}
features card_recent of card from swipes {
  total = sum(amount) over 7d
  swipes_1h = count() over 1h
  mean_amount : float32 = avg(amount) over 7d
}
features card_text of card from swipes { last_country = last(country) over 7d }
model fraud_net {
  version: 5
  artifact: onnx("models/net.onnx")
  input x : float32[batch, 3] from card_recent
  output score : float32[batch, 1]
}
`;

/** A small shop beside the text that is completed. */
export const SHOP: Surroundings = {
  files: {
    'shop/data.tenon': DATA,
    'bank/data.tenon': 'package bank.data\nentity card { key: iban }\nentity account_owner { key: id }\n',
  },
  facts: FACTS,
};

/** Head of a text in which everything of the shop can be named. */
export const HEAD =
  'package shop.main\n\nimport shop.data.{ card, swipes, card_recent, card_text, fraud_net }\n\n';
