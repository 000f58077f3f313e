/** The page follows the theme of the editor; an exported page has its own colours. */
export const STYLE = `
body { font: var(--vscode-font-size, 13px)/1.5 var(--vscode-font-family, system-ui, sans-serif);
  color: var(--vscode-foreground, #1f1f1f); background: var(--vscode-editor-background, #fff); }
main { max-width: 60rem; margin: 0 auto; padding: 1rem 1.25rem 3rem; }
h1 { font-size: 1.5em; font-weight: 600; margin: .4em 0 .2em; overflow-wrap: anywhere; }
h2 { font-size: 1.15em; font-weight: 600; margin: 0; }
section { margin-top: 2.2em; }
.head { display: flex; flex-wrap: wrap; gap: .4em .8em; align-items: baseline; justify-content: space-between; }
.bar { display: flex; flex-wrap: wrap; gap: .5em; align-items: center; margin: .6em 0 1em; }
button, select { font: inherit; color: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
  background: var(--vscode-button-secondaryBackground, transparent); border: 1px solid var(--vscode-button-border, transparent);
  border-radius: 2px; padding: .2em .7em; cursor: pointer; }
select { color: var(--vscode-dropdown-foreground); background: var(--vscode-dropdown-background);
  border-color: var(--vscode-dropdown-border, transparent); max-width: 24rem; }
button.first { color: var(--vscode-button-foreground); background: var(--vscode-button-background); }
button:hover { background: var(--vscode-button-secondaryHoverBackground); }
button.first:hover { background: var(--vscode-button-hoverBackground); }
button.small { padding: 0 .5em; font-size: .9em; }
:focus-visible { outline: 1px solid var(--vscode-focusBorder, #0072b2); outline-offset: 2px; }
.vscode-high-contrast button, .vscode-high-contrast select { border-color: var(--vscode-contrastBorder); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1em 1.2em; margin: .8em 0; }
dt { opacity: .8; } dd { margin: 0; overflow-wrap: anywhere; }
ul.remarks { border-left: 3px solid var(--vscode-editorWarning-foreground, #b26a00); margin: 1em 0;
  padding: .3em 0 .3em 2em; }
figure { margin: .6em 0; }
figure svg { max-width: 100%; height: auto; }
.tenon-plot text { white-space: pre; }
ul.legend { display: flex; flex-wrap: wrap; gap: .2em 1.2em; list-style: none; margin: .4em 0; padding: 0; }
ul.legend svg { vertical-align: middle; margin-right: .4em; }
p.missing, p.note { opacity: .85; margin: .5em 0; }
details { margin: .4em 0; } summary { cursor: pointer; width: max-content; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: .5em 0; }
th, td { text-align: left; padding: .2em .9em .2em 0; font-weight: 400; vertical-align: top;
  border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); font-variant-numeric: tabular-nums; }
thead th { font-weight: 600; white-space: nowrap; }
code { white-space: nowrap; }
.kept { color: var(--vscode-tenon-verdictKept, #116329); }
.broken { color: var(--vscode-tenon-verdictBroken, #b01011); }
.undecided { color: var(--vscode-tenon-verdictUndecided, #7a5200); }
.kept, .broken, .undecided, .unmeasured { white-space: nowrap; font-weight: 600; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
