'use strict';
// Stands in for the native watchdog, which has no prebuilt binary. It would end an extension host whose
// server died; here whoever starts the server ends its whole process group.
exports.start = () => {};
exports.exit = (code) => process.exit(code);
