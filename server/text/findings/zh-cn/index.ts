import own from '../../zh-cn.json' with { type: 'json' };
import capacity from './capacity.json' with { type: 'json' };
import data from './data.json' with { type: 'json' };
import features from './features.json' with { type: 'json' };
import hovers from './hovers.json' with { type: 'json' };
import infrastructure from './infrastructure.json' with { type: 'json' };
import language from './language.json' with { type: 'json' };
import models from './models.json' with { type: 'json' };
import operations from './operations.json' with { type: 'json' };
import optimisation from './optimisation.json' with { type: 'json' };
import pipelines from './pipelines.json' with { type: 'json' };
import recovery from './recovery.json' with { type: 'json' };
import release from './release.json' with { type: 'json' };
import serving from './serving.json' with { type: 'json' };
import summaries from './summaries.json' with { type: 'json' };
import targets from './targets.json' with { type: 'json' };
import training from './training.json' with { type: 'json' };
import verdicts from './verdicts.json' with { type: 'json' };
import views from './views.json' with { type: 'json' };
import vocabulary from './vocabulary.json' with { type: 'json' };
import words from './words.json' with { type: 'json' };
import cases from '../zh-cn-cases.json' with { type: 'json' };
import kinds from '../zh-cn-kinds.json' with { type: 'json' };
import type { Language } from '../../language.ts';

/** Everything that the server says, in Simplified Chinese. */
export const CHINESE: Language = {
  translations: {
    ...own,
    ...capacity,
    ...data,
    ...features,
    ...hovers,
    ...infrastructure,
    ...language,
    ...models,
    ...operations,
    ...optimisation,
    ...pipelines,
    ...recovery,
    ...release,
    ...serving,
    ...summaries,
    ...targets,
    ...training,
    ...verdicts,
    ...views,
    ...vocabulary,
    ...words,
    // Where a value is one of few words, the text is written out with each: a word alone may be a name.
    ...cases,
  },
  kinds,
  and: ' 和 ',
  or: ' 或 ',
  comma: '、',
  stop: '。',
};
