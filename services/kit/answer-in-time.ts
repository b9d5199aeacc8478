// Bounds the time that a dependency may take to answer: one that hangs is as good as away.

const patienceMs = 1000;

/** What the work comes to; rejects with a sentence where it takes too long. */
export async function answerInTime<Answer>(work: Promise<Answer>): Promise<Answer> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => timeout.reject(new Error(`no answer in ${patienceMs} ms`)), patienceMs);
  try {
    return await Promise.race([work, timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}
