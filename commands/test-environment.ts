// The variables that a test run takes from the caller: never those that would lead it to a real Airtable.
const real = /^AIRTABLE_(API_URL|TOKEN|BASE)$/;

/** The caller's environment without what would make a test write into somebody's base. */
export const testEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !real.test(name)));
