// The sprint page's own script: opens what a link leads to, filters criteria, compares with a chosen run.
/* global document, window, localStorage, location, HTMLDetailsElement, kindOf, commitsBetween */
const byId = (id) => document.getElementById(id);

function make(tag, ...children) {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}

function openTarget() {
  const target = byId(decodeURIComponent(location.hash.slice(1)));
  if (target === null) return;
  if (target.parentElement.hidden) show("");
  if (target instanceof HTMLDetailsElement) target.open = true;
  target.scrollIntoView();
}

const chips = [...document.querySelectorAll(".chips button")];
const pressed = () => chips.filter((chip) => chip.ariaPressed === "true").map((chip) => chip.dataset.outcome);

function matches({ dataset }, words, outcomes) {
  const text = ` ${dataset.search} `;
  const has = (word) => text.includes(/^[§@]/u.test(word) ? ` ${word} ` : word);
  return words.every(has) && (outcomes.length === 0 || outcomes.includes(dataset.outcome));
}

function filter() {
  const words = byId("filter").value.toLowerCase().split(/\s+/u).filter(Boolean);
  const outcomes = pressed();
  const all = [...document.querySelectorAll(".criteria > li")];
  for (const item of all) item.hidden = !matches(item, words, outcomes);
  for (const suite of document.querySelectorAll(".suite"))
    suite.hidden = suite.querySelector("li[data-search]:not([hidden])") === null;
  const shown = all.filter((item) => !item.hidden).length;
  byId("filtered").textContent = shown === all.length ? "" : `${shown} of ${all.length} shown`;
}

function show(words) {
  byId("filter").value = words;
  for (const chip of chips) chip.ariaPressed = "false";
  filter();
}

const data = JSON.parse(byId("data").textContent);
const standingOf = Object.fromEntries(
  Object.entries(data.letters).map(([standing, letter]) => [letter, standing]),
);
const unpacked = (text) =>
  [...text.matchAll(/(\D)(\d+)/gu)].flatMap(([, letter, count]) =>
    Array(Number(count)).fill(standingOf[letter]),
  );
const now = unpacked(data.now);
const skipped = new Set(data.skipped);

function linkTo(id) {
  if (byId(`c-${id}`) === null) return id;
  const link = make("a", id);
  link.className = "id";
  link.href = `#c-${encodeURI(id)}`;
  return link;
}

function changeGroup(kind, ids) {
  const count = make("span", String(ids.length));
  count.className = "count";
  const list = make("ul", ...ids.map((id) => make("li", linkTo(id))));
  list.className = "ids";
  const group = make("div", make("h3", `${data.words[kind]} `, count), list);
  group.className = `change ${kind}`;
  return group;
}

function commitList(commit) {
  if (commit !== null && commit === data.commit) return make("p", "Both runs judged the same commit.");
  const between = commitsBetween(data.commits, commit, data.commit);
  if (between === undefined) {
    const short = commit === null ? "no commit" : commit.slice(0, 9);
    return make("p", `Which commits lie between is not known: this clone does not have ${short}.`);
  }
  if (between.length === 0) return make("p", "No commit lies between that is not in both.");
  const items = between.map(({ hash, subject }) => make("li", make("code", hash.slice(0, 9)), ` ${subject}`));
  const plural = between.length === 1 ? "commit" : "commits";
  const list = make("details", make("summary", `${between.length} ${plural} between`), make("ol", ...items));
  list.className = "commits";
  list.open = between.length <= 12;
  return list;
}

function compareWith(runId) {
  const [commit, letters] = data.runs[runId];
  const before = unpacked(letters);
  const kinds = Object.keys(data.words).map((kind) => [
    kind,
    data.ids.filter((id, index) => kindOf(before[index], now[index]) === kind && !skipped.has(id)),
  ]);
  const groups = kinds.filter(([, ids]) => ids.length > 0).map(([kind, ids]) => changeGroup(kind, ids));
  const list = make("div", ...groups);
  list.className = "change-groups";
  const none = groups.length === 0 ? [make("p", "No criterion changed.")] : [];
  byId("changes-since").replaceChildren(...none, list, commitList(commit));
}

const themes = ["light dark", "light", "dark"];
const themeNames = { "light dark": "system", light: "light", dark: "dark" };

function setTheme(theme) {
  document.documentElement.style.colorScheme = theme;
  byId("theme").textContent = `Theme: ${themeNames[theme]}`;
  byId("theme").dataset.theme = theme;
}

function nextTheme() {
  const next = themes[(themes.indexOf(byId("theme").dataset.theme) + 1) % themes.length];
  setTheme(next);
  localStorage.setItem("theme", next);
}

document.querySelector(".filter").hidden = false;
byId("filter").addEventListener("input", filter);
for (const chip of chips)
  chip.addEventListener("click", () => {
    chip.ariaPressed = String(chip.ariaPressed !== "true");
    filter();
  });
for (const cell of document.querySelectorAll("[data-filter]"))
  cell.addEventListener("click", () => show(cell.dataset.filter));
byId("since")?.addEventListener("change", ({ target }) => compareWith(target.value));
byId("theme").hidden = false;
byId("theme").addEventListener("click", nextTheme);
const kept = localStorage.getItem("theme");
setTheme(themes.includes(kept) ? kept : "light dark");
window.addEventListener("hashchange", openTarget);
openTarget();
