// Judges that two replicas count as one, both the logins and requests of any kind.
import { verify } from "../verify.ts";
import { expectLimitedAfter, loginMax, platformOf, spendLogins } from "./login-limit.ts";
import { withinOneWindow } from "./one-window.ts";
import { rateLimits } from "./rate-limits.checks.ts";
import { serviceAsker, serviceMax } from "./service-limit.ts";

const platform = "platform-services";

verify(rateLimits.shared, async (context) => {
  const { stack, clients } = context;
  const second = await stack.startReplica(platform);
  try {
    // One request to the one, the next to the other: counts of their own would stay at half the limit.
    const at = (n: number) => (n % 2 === 0 ? second : undefined);
    const logins = await spendLogins(context, { from: clients[0], at });
    expectLimitedAfter(logins, loginMax(context), "to two replicas in turn");
    const ask = serviceAsker(context, { service: platformOf(context), from: clients[1], at });
    const quota = serviceMax(context, platform);
    const what = `the limit of ${platform}`;
    const replies = await withinOneWindow({ ask, quota, count: quota + 1, lanes: 24, what });
    expectLimitedAfter(replies, quota, "of any kind to two replicas in turn");
  } finally {
    await stack.stopReplica(platform);
  }
});
