// Rules for what a container writes, and where.
import { isDatastore } from "../datastore.ts";
import { serviceRule, when } from "../finding.ts";
import { isOn } from "./is-on.ts";

/** A path of the host, as opposed to the name of a volume or a bare path inside. */
const hostPath = /^(?:\.{0,2}\/|~|[A-Za-z]:[\\/]|\.:).*:/;

export const storage = [
  serviceRule("compose.read-only", (service) =>
    when(!isOn(service.text("read_only")), {
      key: "read_only",
      summary: "can change its own image's files",
      cure: "read_only: true, with tmpfs for what it has to write",
    }),
  ),
  serviceRule("compose.host-mount", (service) =>
    service.compose.volumes
      .filter(({ text }) => hostPath.test(text))
      .map(({ text, at }) => ({
        line: at.line,
        summary: `mounts a folder of the host (${text})`,
        cure: "put the files into the image, or use a named volume or a secret",
      })),
  ),
  serviceRule("compose.datastore-volume", (service) =>
    when(isDatastore(service) && service.compose.volumes.length === 0, {
      summary: "keeps its data in no volume",
      cure: "give it a named volume",
    }),
  ),
];
