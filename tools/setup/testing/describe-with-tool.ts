import { describe, it } from 'vitest';
import type { Tool } from '../tool.ts';

/**
 * A suite that needs a real tool. Where the tool is not set up, the suite is one skipped test that says
 * why, and one failed test when CI is set: there, everything has to be there.
 */
export async function describeWithTool<Paths extends object>(
  name: string,
  tool: Tool<Paths>,
  suite: (paths: Paths) => void,
): Promise<void> {
  const found = await tool.find();
  if (found.ok) {
    describe(name, () => suite(found));
    return;
  }
  const reason = `${tool.title} is missing (${found.reason}); disabled without it: ${tool.enables}`;
  describe(name, () => {
    it(`needs its tool: ${reason}`, (context) => {
      if (isContinuousIntegration()) throw new Error(reason);
      context.skip(reason);
    });
  });
}

function isContinuousIntegration(): boolean {
  const value = process.env['CI'];
  return value !== undefined && value !== '' && value !== 'false' && value !== '0';
}
