import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { missing, type EnsureOptions, type Tool, type ToolResult } from './tool.ts';

export type { EnsureOptions, Tool, ToolResult } from './tool.ts';

const toolsFolder = join(import.meta.dirname, 'tools');

/** Every file of `tools/` is one tool, exported as `tool`; the folder is the list. */
export async function listTools(): Promise<Tool[]> {
  const files = (await readdir(toolsFolder)).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  return Promise.all(files.sort().map((file) => loadTool(file.slice(0, -'.ts'.length))));
}

export async function ensureTool(id: string, options: EnsureOptions = {}): Promise<ToolResult> {
  const tool = (await listTools()).find((candidate) => candidate.id === id);
  return tool === undefined ? missing(`there is no tool called "${id}"`) : tool.ensure(options);
}

async function loadTool(id: string): Promise<Tool> {
  const module = (await import(`./tools/${id}.ts`)) as { readonly tool?: Tool };
  if (module.tool?.id !== id) throw new Error(`tools/${id}.ts does not export a tool called "${id}"`);
  return module.tool;
}
