/** User settings under which a test sees only what it does itself: no welcome pages, chats or updates. */
export const defaultSettings: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'chat.disableAIFeatures': true,
  'chat.agentHost.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'remote.autoForwardPorts': false,
  'security.workspace.trust.banner': 'never',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'workbench.editor.enablePreview': false,
  'editor.minimap.enabled': false,
  'window.confirmBeforeClose': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  // The canvas renderer keeps a terminal's text out of the page, where tests read it.
  'terminal.integrated.gpuAcceleration': 'off',
};
