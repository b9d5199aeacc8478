// badge.svg: the pass rate as a badge for a README or a dashboard.
import { makeBadge } from "badge-maker";
import type { ResultFile } from "../result-types.ts";
import { percentText } from "./wording.ts";

/** Green only for a green run at the goal; a partial run has no rate to show. */
export function renderBadge({ pass_rate, green, goal }: ResultFile): string {
  const { strict, of_verified } = pass_rate;
  if (strict === null) {
    const message = `partial: ${of_verified.passed} of ${of_verified.of}`;
    return `${makeBadge({ label: "pass rate", message, color: "lightgrey" })}\n`;
  }
  const reached = strict.passed * 100 >= goal.week2_percent * strict.of;
  const color = green ? (reached ? "brightgreen" : "yellowgreen") : "red";
  const message = `${percentText(strict.percent)} (${strict.passed} of ${strict.of})`;
  return `${makeBadge({ label: "pass rate", message, color })}\n`;
}
