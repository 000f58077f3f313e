import { sink, source } from '../../../vocabulary/areas/data.ts';
import { onBlock, type Rule } from '../../rule.ts';

/** A topic is a name inside of a platform, and says nothing without one. */
export const rule: Rule = {
  code: 'TN1345',
  name: 'topic-platform',
  summary: 'A stream has a topic, and no platform on which it lies.',
  severity: 'warning',
  reach: 'element',
  checks: [
    onBlock(source, (block, _model, report) => {
      const topic = block.get('topic');
      if (!topic || block.clauseExpression('from') || block.get('location')) return;
      report({
        message: `${block.symbol.name} reads the topic ${topic.value} of no platform.`,
        origin: topic.origin,
        help: `Say where the topic is: source ${block.symbol.name} from kafka_main { … }.`,
      });
    }),
    onBlock(sink, (block, _model, report) => {
      const topic = block.get('topic');
      if (!topic || block.clauseExpression('to') || block.get('location')) return;
      report({
        message: `${block.symbol.name} writes to the topic ${topic.value} of no platform.`,
        origin: topic.origin,
        help: `Say where the topic is: sink ${block.symbol.name} to kafka_main { … }.`,
      });
    }),
  ],
};
