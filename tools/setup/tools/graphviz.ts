import { installDebianPackages } from '../kit/debian-packages.ts';
import { findExecutables, isExecutableFile } from '../kit/find-executable.ts';
import { missing, type Tool, type ToolResult } from '../tool.ts';

export interface GraphvizInstallation {
  readonly dot: string;
}

export const tool: Tool<GraphvizInstallation> = {
  id: 'graphviz',
  title: 'Graphviz',
  enables: 'the test that diagrams of models can be drawn',
  async ensure(options = {}) {
    const found = await find();
    if (found.ok) return found;
    const installed = await installDebianPackages(['graphviz'], options);
    return installed.ok ? find() : missing(`${found.reason}; ${installed.reason}`);
  },
  find,
};

async function find(): Promise<ToolResult<GraphvizInstallation>> {
  const named = process.env['TENON_GRAPHVIZ'];
  const paths = named === undefined ? await findExecutables('dot') : [named];
  for (const dot of paths) if (await isExecutableFile(dot)) return { ok: true, dot };
  return missing(
    named === undefined ? 'there is no dot on the PATH' : `TENON_GRAPHVIZ: there is no program ${named}`,
  );
}
