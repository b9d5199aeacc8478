// The checks of the suite "delivery": deployments, judged by a run of their own.
import { declareChecks } from "../declare-checks.ts";

const onDemand = { phase: "on-demand", capabilities: ["engine"] } as const;

export const delivery = declareChecks("delivery", {
  local: {
    title: "deploy-local.sh on a clean tree ends with every service healthy, or says what is missing",
    failureTitle: "deploy-local.sh ends without every service healthy and does not say what is missing",
    description: 'Plan §8 A and task 2.4: "one command deploys working system … or clear error messages".',
    sections: [8],
    ...onDemand,
  },
  rollback: {
    title: "A release that does not become healthy is rolled back to the last good one",
    failureTitle: "A release that does not become healthy is left in place",
    description: 'Plan §8: "deployment script includes rollback capability".',
    sections: [8],
    needs: ["delivery.local"],
    ...onDemand,
  },
  production: {
    title:
      "The production file's services become healthy, limited and hardened, with only the gateway published",
    failureTitle: "The production file's services are not healthy, not limited, not hardened, or published",
    description:
      'Plan §8 B: "remove dev volumes, add resource limits, secure configurations": read-only root, no new privileges, capabilities dropped.',
    sections: [8],
    ...onDemand,
  },
  swarm: {
    title:
      "On a swarm replicas behave as one, whatever is killed comes back, and a bad release is rolled back by itself",
    failureTitle:
      "On a swarm replicas disagree, something that was killed stays away, or a bad release stays in place",
    description:
      "Plan §5: \"docker kill … should show 'Up' status\", which no compose restart policy does; and the way out of one machine: the same production file on Docker's own orchestrator.",
    sections: [8],
    ...onDemand,
  },
  composeRun: {
    title: "docker compose -f compose.test.yml up --build --abort-on-container-exit exits 0",
    failureTitle: "docker compose -f compose.test.yml up --build --abort-on-container-exit does not exit 0",
    description:
      'Plan §7: the command of the plan\'s own workflow, "should exit with code 0 (all tests pass)".',
    sections: [7],
    ...onDemand,
  },
  scan: {
    title: "The security scan of the production configuration finds nothing, and would find what is planted",
    failureTitle: "The security scan finds something, or misses a planted finding",
    description:
      'Plan §8: "production configuration passes security scan". A rule that never caught anything is not known to work.',
    sections: [8],
    ...onDemand,
  },
  deploy: {
    title: "The deployment pipeline deploys an image, judges what runs, and rolls back what is not good",
    failureTitle: "The deployment pipeline does not deploy, does not judge, or leaves a bad release in place",
    description:
      'Plan §7 B: "Pull latest images, run docker-compose up, verify health". A release can be healthy and wrong: it stays only while the gate holds.',
    sections: [7],
    needs: ["delivery.local"],
    ...onDemand,
  },
  workflows: {
    title: "ci.yml and deploy.yml are valid, least-privileged and pinned",
    failureTitle: "ci.yml or deploy.yml is invalid, over-privileged or not pinned",
    description:
      'Plan §7 and task 2.3: "PR build and test completes successfully"; an action that is not pinned is somebody else\'s code with your token.',
    sections: [7],
    ...onDemand,
  },
});
