/** `1 node is asked for here.` */
export const askedHere = (count: number, noun: 'node' | 'device'): string => {
  if (noun === 'node')
    return count === 1 ? '1 node is asked for here.' : `${count} nodes are asked for here.`;
  return count === 1 ? '1 device is asked for here.' : `${count} devices are asked for here.`;
};
