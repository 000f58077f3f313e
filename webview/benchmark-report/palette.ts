/** Colours of charts. Series are told apart by their signs, too. */
export interface Palette {
  readonly text: string;
  readonly background: string;
  readonly grid: string;
  /** After Okabe and Ito: told apart with every kind of colour vision. */
  readonly series: readonly string[];
  /** Lines of objectives. */
  readonly limit: string;
}

const ON_LIGHT = ['#0072b2', '#c44e00', '#007a5e', '#aa3377', '#6a51a3', '#7a5c00'];
const ON_DARK = ['#56b4e9', '#e69f00', '#2cc295', '#e58ec1', '#f0e442', '#b8a5ff'];

/** Colours of the editor's theme as it is now. */
export function themePalette(body: HTMLElement): Palette {
  const { classList } = body;
  const isHigh = classList.contains('vscode-high-contrast');
  const isLight = classList.contains('vscode-light') || classList.contains('vscode-high-contrast-light');
  return {
    text: 'var(--vscode-foreground)',
    background: 'transparent',
    grid: isHigh ? 'var(--vscode-contrastBorder, var(--vscode-foreground))' : 'var(--vscode-foreground)',
    series: isLight ? ON_LIGHT : ON_DARK,
    limit: 'var(--vscode-foreground)',
  };
}

/** Colours of what is exported: for paper and for pages of any colour. */
export const PRINT: Palette = {
  text: '#1f1f1f',
  background: '#ffffff',
  grid: '#1f1f1f',
  series: ON_LIGHT,
  limit: '#1f1f1f',
};
