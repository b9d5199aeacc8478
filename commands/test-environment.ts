// The variables that a test run takes from the caller: never those that lead to a real account.
const real = /^(AIRTABLE_(API_URL|TOKEN|BASE)|LLM_(BASE_URL|MODEL|API_KEY))$/;

/** The caller's environment without what would make a test write into somebody's base or ask a paid model. */
export const testEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !real.test(name)));
