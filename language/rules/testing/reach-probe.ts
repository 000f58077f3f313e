import { REACHES, type Reach } from '../rule.ts';
import type { ModelView, Named } from '../model-view.ts';

/** Watches how far a rule looks when it checks one element. */
export class ReachProbe {
  /** The farthest look so far. */
  reach: Reach = 'element';
  readonly view: ModelView;

  /** `own` is the element that is checked, `file` where it stands. */
  constructor(model: ModelView, own: Named, file: string) {
    const seen = ({ qualifiedName }: { qualifiedName: string }, found: string | undefined): void => {
      if (`${qualifiedName}.`.startsWith(`${own.qualifiedName}.`)) return;
      this.#look(found === file ? 'file' : 'neighbours');
    };
    this.view = {
      get environment() {
        return model.environment;
      },
      facts: model.facts,
      analysis: model.analysis,
      own: (kind, of) => model.own(kind, of),
      ownBlock: (word, of) => model.ownBlock(word, of),
      element: (kind, of) => {
        const found = model.element(kind, of);
        seen(of, found?.origin.file);
        return found;
      },
      find: (of: Named) => {
        const found = model.find(of);
        seen(of, found?.origin.file);
        return found;
      },
      block: (word, of) => {
        const found = model.block(word, of);
        seen(of, found?.origin().file);
        return found;
      },
      overview: (make) => {
        this.#look('project');
        return model.overview(make);
      },
      all: (kind) => {
        this.#look('project');
        return model.all(kind);
      },
      blocks: (word) => {
        this.#look('project');
        return model.blocks(word);
      },
    };
  }

  #look(reach: Reach): void {
    if (REACHES.indexOf(reach) > REACHES.indexOf(this.reach)) this.reach = reach;
  }
}
