// Markup as a value: whatever is put into it is text and stays text, unless it is markup itself.
import { stripVTControlCharacters } from "node:util";

const markup = Symbol("markup");

/** Made by `html` and `trusted` alone; no JSON can look like it. */
export interface Html {
  readonly [markup]: string;
}

export type Child = Html | string | number | undefined | null | false | readonly Child[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

// What turns the direction of text around could show a reader something else than what is there.
const turning = /[\u202A-\u202E\u2066-\u2069]/gu;

function escapeHtml(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(turning, "\uFFFD")
    .replaceAll(/[&<>"']/gu, (character) => entities[character] ?? "");
}

function markupOf(child: Child): string {
  if (child === undefined || child === null || child === false) return "";
  if (typeof child === "string" || typeof child === "number") return escapeHtml(String(child));
  return markup in child ? child[markup] : child.map(markupOf).join("");
}

/** `html\`<b>${text}</b>\``; attribute values must stand in double quotes. */
export function html(strings: TemplateStringsArray, ...children: readonly Child[]): Html {
  return trusted(strings.map((part, index) => part + markupOf(children[index])).join(""));
}

/** Text that is markup already: a chart, a style sheet, a script of ours. Never anything that a run said. */
export const trusted = (text: string): Html => ({ [markup]: text });

/** Data for a script of the page: no `</script>` or comment can stand in it. */
export const jsonData = (id: string, value: unknown): Html =>
  html`<script type="application/json" id="${id}">
    ${trusted(JSON.stringify(value).replaceAll("<", String.raw`\u003c`))}
  </script>`;

export const textOf = (page: Html): string => page[markup];
