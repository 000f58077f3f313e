import { InsertTextMode, type ClientCapabilities } from 'vscode-languageserver';

/** What an editor can do with a list of completions. */
export interface Abilities {
  readonly snippets: boolean;
  /** Two ranges: what is replaced when the cursor is inside a word, and what when the rest of the word stays. */
  readonly insertReplace: boolean;
  readonly labelDetails: boolean;
  readonly commitCharacters: boolean;
  /** The range is told once for the whole list. */
  readonly sharedRange: boolean;
  /** Imports may be told when an item is chosen. */
  readonly lazyEdits: boolean;
  /** Indents the lines of a block as the place where it goes. */
  readonly adjustsIndentation: boolean;
  /** Can open the next list by itself, by a command of Visual Studio Code. */
  readonly suggestsAgain: boolean;
}

export function abilitiesOf(client: ClientCapabilities, suggestsAgain: boolean): Abilities {
  const completion = client.textDocument?.completion;
  const item = completion?.completionItem;
  return {
    snippets: item?.snippetSupport ?? false,
    insertReplace: item?.insertReplaceSupport ?? false,
    labelDetails: item?.labelDetailsSupport ?? false,
    commitCharacters: item?.commitCharactersSupport ?? false,
    sharedRange: completion?.completionList?.itemDefaults?.includes('editRange') ?? false,
    lazyEdits: item?.resolveSupport?.properties.includes('additionalTextEdits') ?? false,
    adjustsIndentation:
      item?.insertTextModeSupport?.valueSet.includes(InsertTextMode.adjustIndentation) ?? false,
    suggestsAgain,
  };
}
