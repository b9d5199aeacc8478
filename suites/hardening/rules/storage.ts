// Rules for what a container writes, and where.
import type { ComposeFile, ComposeService } from "../compose-file.ts";
import { isDatastore } from "../datastore.ts";
import { serviceRule, type ServiceFault, when } from "../finding.ts";
import { isOn } from "./is-on.ts";

/** A path of the host, as opposed to the name of a volume or a bare path inside. */
const hostPath = /^(?:\.{0,2}\/|~|[A-Za-z]:[\\/]|\.:).*:/;

const mountedByPath = (service: ComposeService): readonly ServiceFault[] =>
  service.compose.volumes
    .filter(({ text }) => hostPath.test(text))
    .map(({ text, at }) => ({
      line: at.line,
      summary: `mounts a folder of the host (${text})`,
      cure: "put the files into the image, or use a named volume or a secret",
    }));

/** A named volume that is a folder of the host by the options of its driver. */
const mountedByOptions = (service: ComposeService, file: ComposeFile): readonly ServiceFault[] =>
  service.compose.volumes.flatMap(({ text, at }) => {
    const options = `volumes.${text.split(":", 1)[0] ?? ""}.driver_opts`;
    const device = file.text(`${options}.device`);
    if (device === undefined || !/\bbind\b/.test(file.text(`${options}.o`) ?? "")) return [];
    const summary = `mounts a folder of the host (${device}) by the options of a volume`;
    return [{ line: at.line, summary, cure: "take driver_opts out of the volume" }];
  });

export const storage = [
  serviceRule("compose.read-only", (service) =>
    when(!isOn(service.text("read_only")), {
      key: "read_only",
      summary: "can change its own image's files",
      cure: "read_only: true, with tmpfs for what it has to write",
    }),
  ),
  serviceRule("compose.host-mount", (service, file) => [
    ...mountedByPath(service),
    ...mountedByOptions(service, file),
  ]),
  serviceRule("compose.shared-volume", (service) =>
    service.list("volumes_from").map(({ text, line }) => ({
      line,
      summary: `mounts all that ${text} does`,
      cure: "name the volumes that it needs itself",
    })),
  ),
  serviceRule("compose.datastore-volume", (service) =>
    when(isDatastore(service) && service.compose.volumes.length === 0, {
      summary: "keeps its data in no volume",
      cure: "give it a named volume",
    }),
  ),
];
