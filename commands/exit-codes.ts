// What a command's exit code says of a verdict; 2 is for wrong words, which explainFailure tells.
export const exitCodes = { held: 0, notHeld: 1, harness: 3 } as const;
