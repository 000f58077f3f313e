import { newestVsCode } from '../vscode/vscode-build.ts';
import { vsCodeTool } from '../vscode/vscode-tool.ts';

export type { VsCodeInstallation } from '../vscode/vscode-tool.ts';

export const tool = vsCodeTool(
  'vscode',
  newestVsCode,
  'tests in a real VS Code, and VS Code in the browser for people without a desktop',
);
