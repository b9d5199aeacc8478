// Actions are somebody else's code: each is pinned to one commit, or to one exact version, and everywhere to the same.
import type { Step, Workflow } from "../workflow.ts";
import type { WorkflowFault, WorkflowRule } from "../workflow-finding.ts";

const commit = /^[0-9a-f]{40}$/;
const version = /^v?\d+\.\d+\.\d+$/;

interface Use extends Pick<Step, "line" | "pinComment"> {
  readonly action: string;
  readonly ref: string;
}

function usesOf({ jobs }: Workflow): readonly Use[] {
  const steps = jobs.flatMap((job) => job.steps);
  return steps.flatMap(({ line, uses, pinComment }) => {
    if (uses === undefined || uses.startsWith("./")) return [];
    const [action = "", ref = ""] = uses.split("@", 2);
    return [{ line, pinComment, action, ref }];
  });
}

function faultOf({ line, action, ref, pinComment }: Use): readonly WorkflowFault[] {
  const isImage = action.startsWith("docker://");
  if (isImage ? ref.startsWith("sha256:") : version.test(ref)) return [];
  if (!isImage && commit.test(ref)) {
    if (version.test(pinComment ?? "")) return [];
    const summary = `${action} is pinned to a commit, and nothing says of which version`;
    return [{ line, summary, cure: "put the version behind it: # v1.2.3" }];
  }
  const summary = `${action}@${ref} moves: whoever owns it can change what runs here`;
  return [{ line, summary, cure: "pin it to a commit of its own repository, with # v1.2.3 behind it" }];
}

export const pinned: WorkflowRule = {
  id: "pinned",
  judge: (workflow) => usesOf(workflow).flatMap(faultOf),
};

export const pinnedAlike: WorkflowRule = {
  id: "pinned-alike",
  judge: (workflow) => {
    const known = Map.groupBy(usesOf(workflow), ({ action }) => action);
    return [...known].flatMap(([action, [first, ...more]]) =>
      more
        .filter(({ ref }) => ref !== first?.ref)
        .map(({ line }) => ({
          line,
          summary: `${action} is here another version than at line ${first?.line ?? 1}`,
          cure: "use one version of an action",
        })),
    );
  },
};
