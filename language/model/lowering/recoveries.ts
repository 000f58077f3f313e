import { type Action, type Body, type Expression as ExpressionSyntax } from '../../generated/ast.ts';
import { recovery } from '../../vocabulary/areas/recovery.ts';
import { integer, name, quantity, reference, referenceOrName } from '../../vocabulary/value-type.ts';
import type { ValueType } from '../../vocabulary/value-type.ts';
import type { Origin, Sourced } from '../origin.ts';
import type { Recovery, RecoveryAction } from '../recovery.ts';
import type { Block, Layered } from './block.ts';
import { oneLine, type LoweringContext } from './context.ts';
import { optional } from './optional.ts';

/** What `on event …` of an element says, in the order written. */
export function recoveriesOf(block: Block, context: LoweringContext): Recovery[] {
  return block.handlers().map(({ node, in: layer }): Recovery => {
    const first: Action[] = node.action ? [node.action] : [];
    return {
      event: node.event,
      actions: [...first, ...actionsIn(node.body)].flatMap((action) =>
        recoveryChain(block, { node: action, in: layer }, context),
      ),
      origin: block.originOf(node, layer, `on ${node.event}`),
    };
  });
}

const actionsIn = (body: Body | undefined): Action[] =>
  (body?.statements ?? []).filter((statement) => statement.$type === 'Action');

/** An action and what follows it with `then`. */
export function recoveryChain(
  block: Block,
  first: Layered<Action>,
  context: LoweringContext,
): RecoveryAction[] {
  const result: RecoveryAction[] = [];
  for (let node: Action | undefined = first.node; node; node = node.next) {
    const reader = new ActionReader(block, { node, in: first.in });
    if (node.verb === 'use') result.push(...usedActions(reader, context));
    else {
      const action = recoveryAction(reader, context);
      if (action) result.push(action);
    }
  }
  return result;
}

/** What a named recovery says, read where it is declared. */
function usedActions(use: ActionReader, context: LoweringContext): RecoveryAction[] {
  const symbol = use.read(NAMED, use.node.object)?.symbol;
  if (!symbol) return [];
  const block = context.block(recovery, symbol);
  return block.actions().flatMap((action) => recoveryChain(block, action, context));
}

/** Values of one action, each with the action's place. */
class ActionReader {
  readonly node: Action;
  readonly origin: Origin;
  readonly #layer: Layered<Action>['in'];

  constructor(block: Block, action: Layered<Action>) {
    this.node = action.node;
    this.#layer = action.in;
    this.origin = block.originOf(action.node, action.in, action.node.verb);
  }

  read<T>(type: ValueType<T>, node: ExpressionSyntax | undefined): T | undefined {
    return node && this.#layer.reader.silently().read(type, node);
  }

  clause<T>(word: string, type: ValueType<T>): Sourced<T> | undefined {
    const value = this.read(type, this.node.clauses.find((clause) => clause.word === word)?.value);
    return value === undefined ? undefined : { value, origin: this.origin };
  }
}

const TIMES = integer({ min: 0 });
const DURATION = quantity('duration');
const WORD = name();
const ANY = reference();
const NAMED = reference('recovery');
const PLACE = referenceOrName('sink', 'channel');

function recoveryAction(action: ActionReader, context: LoweringContext): RecoveryAction | undefined {
  const { node, origin } = action;
  switch (node.verb) {
    case 'retry': {
      const times = action.read(TIMES, node.object);
      const kind = action.clause('backoff', WORD);
      const backoff = kind && {
        kind,
        ...optional('from', action.clause('from', DURATION)),
        ...optional('to', action.clause('to', DURATION)),
      };
      return times === undefined
        ? undefined
        : { action: 'retry', times: { value: times, origin }, ...optional('backoff', backoff), origin };
    }
    case 'alert': {
      const channel = action.read(ANY, node.object);
      return (
        channel && {
          action: 'alert',
          channel: context.ref(channel, origin),
          ...optional('severity', action.clause('severity', WORD)),
          origin,
        }
      );
    }
    case 'rollback': {
      // `rollback release`, `rollback net to net@4`, or `rollback to net@4`, where the target says what it is about.
      const to = action.clause('to', ANY)?.value;
      const subject = action.read(ANY, node.object) ?? to;
      return (
        subject && {
          action: 'rollback',
          subject: context.ref(subject, origin),
          ...optional('to', to?.version),
          origin,
        }
      );
    }
    case 'isolate': {
      const to = action.clause('to', PLACE)?.value;
      return {
        action: 'isolate',
        ...optional('to', typeof to === 'object' ? context.ref(to, origin) : to),
        origin,
      };
    }
    case 'timeout': {
      const after = action.read(DURATION, node.object);
      return after && { action: 'timeout', after: { value: after, origin }, origin };
    }
    default:
      return {
        action: 'other',
        verb: node.verb,
        ...optional('object', node.object && oneLine(node.object)),
        origin,
      };
  }
}
