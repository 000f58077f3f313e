/** The face of the room: wires the language server to a connection. Its entry for Node is main/node.ts. */
export { serve } from './main/language-server.ts';
