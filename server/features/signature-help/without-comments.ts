const PARTS = /"""[\s\S]*?(?:"""|$)|"(?:\\.|[^"\\\r\n])*"?|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/gu;

/** A text with blanks for its comments, so that every place stays; undefined when it ends inside of one. */
export function withoutComments(text: string): string | undefined {
  let isInside = false;
  const plain = text.replaceAll(PARTS, (part, offset: number) => {
    const isLine = part.startsWith('//');
    if (!isLine && !part.startsWith('/*')) return part;
    isInside ||= offset + part.length === text.length && (isLine || !part.endsWith('*/'));
    return part.replaceAll(/[^\r\n]/gu, ' ');
  });
  return isInside ? undefined : plain;
}
