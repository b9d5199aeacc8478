// What a scan finds, and the shape of a rule that finds it in a compose file.
import type { ComposeFile, ComposeService } from "./compose-file.ts";
import type { RuleId } from "./rule-ids.ts";

export interface Finding {
  readonly rule: RuleId;
  /** Relative to the root; 1-based line. */
  readonly file: string;
  readonly line: number;
  /** What an exception names: `file`, or `file#part` for a service, a package, a commit. */
  readonly where: string;
  readonly summary: string;
  readonly cure: string;
}

/** A finding of a compose file, before it is known which rule asked. */
export interface Fault {
  readonly line: number;
  readonly file: string;
  readonly service?: string;
  readonly summary: string;
  readonly cure: string;
}

export interface ComposeRule {
  readonly id: RuleId;
  readonly judge: (file: ComposeFile) => readonly Fault[];
}

/** What is wrong with a service, and what cures it; `key` is the setting whose line is shown where it is there. */
export interface ServiceFault {
  readonly key?: string;
  readonly line?: number;
  readonly summary: string;
  readonly cure: string;
}

/** A rule that looks at one service at a time; the summary is told after the service's name. */
export const serviceRule = (
  id: RuleId,
  judge: (service: ComposeService, file: ComposeFile) => readonly ServiceFault[],
): ComposeRule => ({
  id,
  judge: (file) =>
    file.services.flatMap((service) =>
      judge(service, file).map(({ key, line, summary, cure }) => {
        const at = (key === undefined ? undefined : service.at(key)) ?? service.place;
        const shown = { file: at.file, line: line ?? at.line };
        return { ...shown, service: service.name, summary: `${service.name} ${summary}`, cure };
      }),
    ),
});

/** One fault when `wrong`, else none. */
export const when = (wrong: boolean, fault: ServiceFault): readonly ServiceFault[] => (wrong ? [fault] : []);
