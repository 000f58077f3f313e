import { ensureUv, findUv } from '../python/uv.ts';
import type { Tool } from '../tool.ts';

export const tool: Tool<{ readonly uv: string }> = {
  id: 'uv',
  title: 'uv, the Python package installer',
  enables: 'every tool that lives in a Python environment of its own',
  ensure: (options = {}) => ensureUv(options),
  find: findUv,
};
