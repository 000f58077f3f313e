import { oldestVsCode } from '../vscode/vscode-build.ts';
import { vsCodeTool } from '../vscode/vscode-tool.ts';

export const tool = vsCodeTool(
  'vscode-oldest',
  oldestVsCode,
  'tests of the extension in the oldest VS Code that it promises to work in',
);
