/** As systems see a name that know only small letters. */
export const foldedName = (name: string): string => name.toLowerCase().replaceAll('_', '');
