import type { Block } from '../../model/lowering/block.ts';
import { runsTraining, type training } from '../../vocabulary/areas/training.ts';

/** What stands behind `runs on`: nodes, and GPUs of each. */
export function runsOf(block: Block<typeof training>): Block<typeof runsTraining> | undefined {
  const action = block.actions(runsTraining.verb).at(-1);
  return action && block.actionBlock(runsTraining, action);
}
