import * as vscode from 'vscode';

/** Goes to the only place, or lists several in a peek, as Go to Definition does. */
export async function showPlaces(
  { document, selection }: vscode.TextEditor,
  places: readonly vscode.Location[],
): Promise<void> {
  const [only] = places;
  if (only && places.length === 1) {
    await vscode.window.showTextDocument(only.uri, { selection: only.range });
    return;
  }
  await vscode.commands.executeCommand(
    'editor.action.goToLocations',
    document.uri,
    selection.active,
    places,
    'peek',
  );
}
