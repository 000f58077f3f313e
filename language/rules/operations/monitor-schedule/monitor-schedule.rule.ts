import { cronInterval } from '../../../capacity/index.ts';
import { textOf } from '../../../parser/index.ts';
import { whereIs } from '../../../scoping/place.ts';
import { quantity } from '../../../vocabulary/value-type.ts';
import { pipeline as pipelineWord } from '../../../vocabulary/areas/pipelines.ts';
import { replaceFix } from '../../replacement.ts';
import { onElement, type Rule } from '../../rule.ts';
import { isLiteral } from '../../literal.ts';
import { durationText } from '../../duration-text.ts';
import { clauseOf, fileOf } from '../../written.ts';
import { ownMonitors } from '../monitor-words.ts';

const DURATION = quantity('duration');

/** Between two runs there is nothing new to look at. */
export const rule: Rule = {
  code: 'TN2126',
  name: 'monitor-schedule',
  summary: 'A figure is to be bad for a time that is shorter than one run to the next.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onElement('pipeline', (pipeline, model, report) => {
      const block = model.block(pipelineWord, pipeline)!;
      const monitors = ownMonitors(block);
      if (monitors.length === 0 || block.get('mode')?.value === 'streaming') return;
      const seconds = pipeline.schedule && cronInterval(pipeline.schedule.cron.value)?.shortest;
      if (seconds === undefined) return;
      for (const { node, in: layer } of monitors) {
        const written = clauseOf(node, 'for');
        const during = written && layer.reader.silently().read(DURATION, written);
        if (!during || during.value >= seconds) continue;
        const newText = dayText(seconds * 2);
        report({
          message: `${textOf(node.object!)} is to hold for ${during.text}, and ${pipeline.name} measures every ${dayText(seconds)} only.`,
          origin: block.originOf(written, layer, 'monitor'),
          help: `One run decides then; for two, write for ${newText}.`,
          data: {
            replacements: isLiteral(written)
              ? [
                  {
                    title: `Change to ${newText}`,
                    edits: [{ file: fileOf(block), range: whereIs(written), newText }],
                  },
                ]
              : [],
          },
        });
      }
    }),
  ],
  fixes: [replaceFix],
};

const dayText = (seconds: number): string =>
  seconds % 86_400 === 0 ? `${seconds / 86_400}d` : durationText(seconds);
