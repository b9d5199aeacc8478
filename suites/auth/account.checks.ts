// The checks of the suite "auth" on registration, passwords and login.
import type { Declaration } from "../declare-checks.ts";

export const accountChecks = {
  register: {
    title: "Registration answers 201 with tokens and the user",
    failureTitle: "Registration does not answer 201 with tokens and the user",
    description:
      "Plan §4: `register_response.status_code == 201`. Everything that a person does begins here.",
    sections: [3],
    needs: ["health.endpoint/platform-services"],
  },
  registerDuplicate: {
    title: "A second registration of one e-mail address is 409, also at the same time as the first",
    failureTitle: "A second registration of one e-mail address is not refused with 409",
    description:
      "Plan §3. Two accounts on one address make login a lottery; 409 says it without a stack trace. A service that looks first and inserts then lets two in that come at once.",
    sections: [3],
    needs: ["auth.register"],
  },
  registerInvalid: {
    title: "An invalid registration is 422 and names each bad field",
    failureTitle: "An invalid registration is not 422, or does not name each bad field",
    description:
      "Plan §3 and RFC 9457. All faults at once, by field: a form that names one fault at a time takes as many tries.",
    sections: [3],
    needs: ["health.endpoint/platform-services"],
  },
  passwordPolicy: {
    title: "Short, common and over-72-byte passwords are refused; a 72-byte one works whole",
    failureTitle: "The password rules let a bad password in, or cut a long one",
    description:
      "ASVS 5.0 6.2.1, 6.2.4, 6.2.5 and 6.2.8, NIST 800-63B-4. bcrypt ignores everything after byte 72: two long passwords with the same start would be one, so more is refused, not cut. No composition rules: the plan's `testpass123` is allowed.",
    sections: [3],
    needs: ["auth.register"],
  },
  loginEmail: {
    title: "Login with `email` answers 200 with an access token",
    failureTitle: "Login with `email` does not answer 200 with an access token",
    description: 'Plan §3: "login endpoint accepts username/email and returns valid JWT".',
    sections: [3],
    needs: ["auth.register"],
  },
  loginUsername: {
    title: "Login with `username` answers 200 with an access token",
    failureTitle: "Login with `username` does not answer 200 with an access token",
    description:
      'Plan §3: "login endpoint: expects `email` but receives `username`"; it must accept both, "not field format error".',
    sections: [3],
    needs: ["auth.register"],
  },
  loginWrongPassword: {
    title: "A wrong password is 401 and names no cause",
    failureTitle: "A wrong password is not answered with one plain 401",
    description:
      "Plan §3, ASVS 5.0 6.3.8, RFC 9110 §15.5.2: 401 with WWW-Authenticate, one answer for every cause.",
    sections: [3],
    needs: ["auth.login-email"],
  },
  loginUnknownUser: {
    title: "An unknown user gets the same status, body and time as a wrong password",
    failureTitle: "An unknown user can be told from a wrong password",
    description:
      "ASVS 5.0 6.3.8: no enumeration by message, status or time. A login that skips the hash for an unknown address tells who has an account.",
    sections: [3],
    // It compares times: beside others, theirs would be in them.
    phase: "limits",
    needs: ["auth.login-wrong-password"],
  },
  hashConsistent: {
    title: "Whoever registered can log in, also after platform-services restarts",
    failureTitle: "Somebody who registered cannot log in",
    description:
      'Plan §4 A: "created users can\'t login … ensure password hashing is consistent between registration and login".',
    sections: [3, 4],
    phase: "disturbing",
    capabilities: ["kill"],
    needs: ["auth.register"],
  },
  emailCase: {
    title: "Ada@Example.com and ada@example.com are one account",
    failureTitle: "Letter case in an e-mail address makes a second account, or locks its owner out",
    description:
      "Plan §3. People do not type their address in the same case twice; nobody may register a look-alike.",
    sections: [3],
    needs: ["auth.login-email"],
  },
  passwordStored: {
    title: "Postgres holds a bcrypt hash of the configured cost, and no password",
    failureTitle: "Postgres holds a password, or no bcrypt hash of the configured cost",
    description:
      "ASVS 5.0 11.4.2: passwords are stored by a slow hash whose cost is set. From outside a cheap one, or none, looks the same until the table is stolen.",
    sections: [3],
    capabilities: ["datastores"],
    needs: ["auth.register"],
  },
  profile: {
    title: "A changed profile is shown at once and at later logins; names that are not given stay",
    failureTitle: "A changed profile is not saved, not shown everywhere, or loses a name",
    description:
      "Plan §3. The session holds a copy of the person: whoever changes the one and not the other shows two people.",
    sections: [3],
    needs: ["auth.token-verify", "auth.login-email"],
  },
  deleteAccount: {
    title: "A deleted account ends with all its sessions; nobody can delete another's",
    failureTitle: "A deleted account lives on somewhere, or anybody can delete it",
    description:
      "ASVS 5.0 7.4.2 and 8.2.2: when an account is deleted its sessions end, all of them and at once; whose it is decides the token, not the id in the path.",
    sections: [3],
    needs: ["auth.token-verify", "auth.login-wrong-password", "auth.refresh-rotation"],
  },
} as const satisfies Record<string, Declaration>;
