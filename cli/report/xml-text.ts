/** Text between two tags. XML 1.0 knows no escape for most control characters. */
export const xmlContent = (text: string): string =>
  text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** Text between double quotes. */
export const xmlAttribute = (text: string): string =>
  xmlContent(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;');
