// Node's HTTP module as it is. An import statement reads each of its names, and with them loads Node's fetch and
// WebSocket, which costs a process a tenth of a second at every start; types are imported from node:http as ever.

export const { createServer, IncomingMessage, METHODS, ServerResponse, STATUS_CODES } =
  process.getBuiltinModule("node:http");
