// The checks of the suite "secrets": the environment is complete and validated, and nothing leaks.
import { declareChecks } from "../declare-checks.ts";

export const secrets = declareChecks("secrets", {
  template: {
    title: ".env.template names every variable that is read, and only those, with placeholders",
    failureTitle: ".env.template lacks a variable, names one that nobody reads, or holds a real value",
    description:
      'Plan §9 A: "template with placeholder values". A variable that is missing there is missing on every new machine.',
    sections: [9],
  },
  ignored: {
    title: ".env is ignored by git",
    failureTitle: ".env is not ignored by git",
    description: 'Plan §9 A: "real .env in .gitignore".',
    sections: [9],
  },
  clean: {
    title: "No credential is in the tree or its history",
    failureTitle: "A credential is in the tree or its history",
    description:
      'Plan §9: "no credentials committed to repository". A credential in the history is still out.',
    sections: [9],
  },
  production: {
    title: "The production file and its Dockerfile hold every hardening rule",
    failureTitle: "The production file or its Dockerfile breaks a hardening rule",
    description:
      'Plan §8 B: "remove dev volumes, add resource limits, secure configurations". What can be read in the files is judged wherever the suites run; the image itself is for delivery.scan.',
    sections: [8, 9],
  },
  validation: {
    title: "A missing or weak variable stops the start with its name",
    failureTitle: "A service starts with a missing or weak variable, or does not name it",
    description:
      'Plan §9 A: "script to verify required variables exist". A default secret is a published one.',
    sections: [9],
    // It starts processes of its own, which would slow down whatever is judged beside it.
    phase: "disturbing",
  },
  metricsToken: {
    title:
      "In production a service starts with secrets of its own, and shows /metrics to the bearer token alone",
    failureTitle: "In production a service does not start, or shows /metrics to anybody",
    description:
      "Plan §9 and OWASP ASVS 13.4: metrics tell which routes there are, who is limited and what fails. It starts the service with production's environment; the refusals of secrets.validation mean something only where a whole one is taken.",
    sections: [9],
    scope: "service",
    phase: "disturbing",
  },
  logs: {
    title: "No password, token or key is in any log after a full run",
    failureTitle: "A password, token or key is in a log",
    description:
      "Plan §9, ASVS 5.0 16.2.5. Logs are copied to places that nobody protects. It runs last, so that it sees them all.",
    sections: [9],
    phase: "disturbing",
    capabilities: ["logs"],
    throughout: true,
  },
});
