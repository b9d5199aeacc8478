// Judges what can be read in the production file and its Dockerfile: no engine is needed to see a hole in a file.
import { existsSync } from "node:fs";
import path from "node:path";
import { Unknowable } from "../../fixtures/unknowable.ts";
import { Failure } from "../failure.ts";
import { scanProductionFiles } from "../hardening/scan.ts";
import { verify } from "../verify.ts";
import { secrets } from "./secrets.checks.ts";

const file = "docker-compose.production.yml";

verify(secrets.production, ({ root, evidence }) => {
  if (!existsSync(path.join(root, "Dockerfile")))
    throw new Unknowable("this tree is a copy without its Dockerfile");
  const today = new Date().toISOString().slice(0, 10);
  const { findings, accepted, scanned } = scanProductionFiles({ root, file, env: {}, today });
  evidence.record({
    kind: "files",
    service: undefined,
    summary: `${findings.length} findings, ${accepted.length} accepted, in ${scanned.join(", ")}`,
    detail: { findings, accepted },
  });
  const [first] = findings;
  if (!first) return;
  const told = findings.slice(0, 10).map(({ where, summary }) => `${where} ${summary}`);
  const { file: place, line, cure } = first;
  throw new Failure(told.join("; "), { file: place, line, cure });
});
