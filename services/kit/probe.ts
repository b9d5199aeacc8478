// The container health check: asks one URL and exits 0 on a 2xx answer, else 1 with the reason.
import { get } from "node:http";

const timeoutMs = 2000;
const url = process.argv[2] ?? "";

function end(code: number, reason: string): void {
  console.log(`${url}: ${reason}`);
  process.exit(code);
}

if (!URL.canParse(url)) end(1, "not a URL");
get(url, { timeout: timeoutMs }, ({ statusCode = 0 }) =>
  end(statusCode >= 200 && statusCode < 300 ? 0 : 1, `answers ${statusCode}`),
)
  .on("timeout", () => end(1, `no answer in ${timeoutMs} ms`))
  .on("error", (error) => end(1, error.message));
