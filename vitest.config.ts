// Vitest reads this name by itself; the projects are declared in vitest.workspace.ts.
export { default } from "./vitest.workspace.ts";
