import { describe, expect, it } from 'vitest';
import { incoming, outgoing, uriOfVirtual, virtualPath } from './virtual-uri.ts';

describe('URIs of files that are on no disk', () => {
  it.each([
    ['vscode-vfs://github/owner/project/a.tenon', '/~vscode-vfs/github/owner/project/a.tenon'],
    ['memfs:/project/a.tenon', '/~memfs/~/project/a.tenon'],
    ['vscode-test-web://mount/My%20project/%C3%BC.tenon', '/~vscode-test-web/mount/My project/ü.tenon'],
    ['vscode-vfs://github%2B7b2276/owner', '/~vscode-vfs/github+7b2276/owner'],
    ['memfs:/', '/~memfs/~'],
  ])('%s has a path, and the path leads back', (uri, path) => {
    expect(virtualPath(uri)).toBe(path);
    expect(uriOfVirtual(path)).toBe(uri);
  });

  it.each([
    'file:///a/b.tenon',
    'untitled:Untitled-1',
    'https://example.org/a',
    'git:/a.tenon?x',
    'plain text',
  ])('%s stays as it is', (text) => {
    expect(virtualPath(text)).toBeUndefined();
    expect(incoming({ uri: text })).toEqual({ uri: text });
  });

  it('are translated everywhere in a message, but not in the text of a document', () => {
    const message = {
      params: {
        textDocument: { uri: 'memfs:/a b/c.tenon', text: 'memfs:/a b/c.tenon', version: 3 },
        list: ['memfs:/x', 7, null],
      },
    };
    const inner = incoming(message);
    expect(inner.params.textDocument).toEqual({
      uri: 'file:///~memfs/~/a%20b/c.tenon',
      text: 'memfs:/a b/c.tenon',
      version: 3,
    });
    expect(inner.params.list).toEqual(['file:///~memfs/~/x', 7, null]);
    expect(outgoing(inner).params.textDocument.uri).toBe('memfs:/a%20b/c.tenon');
  });

  it('are translated as keys and inside of links', () => {
    const changes = { changes: { 'file:///~memfs/~/x.tenon': [{ newText: 'file:///~memfs/~/x' }] } };
    expect(outgoing(changes)).toEqual({ changes: { 'memfs:/x.tenon': [{ newText: 'file:///~memfs/~/x' }] } });
    const hover = { value: 'See [x](file:///~vscode-vfs/github/o/r/x.tenon#L3) and more.' };
    expect(outgoing(hover).value).toBe('See [x](vscode-vfs://github/o/r/x.tenon#L3) and more.');
  });

  it('leave bytes alone', () => {
    const bytes = new Uint8Array([1, 2]);
    expect(incoming({ result: { bytes } }).result.bytes).toBe(bytes);
  });
});
