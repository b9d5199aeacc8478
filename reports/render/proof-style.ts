// How the proof's page looks: light and dark, on paper and on a phone; colour is never the only sign.

export const proofStyle = `
:root { color-scheme: light dark; --line: #8886; --good: #1a7f37; --bad: #cf222e; --other: #9a6700; --muted: #596070; --series-1: #3a4fcb; }
@media (prefers-color-scheme: dark) { :root { --good: #4ac26b; --bad: #ff8182; --other: #d4a72c; --muted: #9aa1ae; --series-1: #93a5ff; } }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0; }
main { max-width: 110rem; margin: auto; padding: 1.5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dt { font-weight: 600; } dd { margin: 0; }
.matrix { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: .2rem .4rem; text-align: center; vertical-align: top; }
th[scope="row"] { text-align: left; font-weight: 400; min-width: 18rem; max-width: 34rem; position: sticky; left: 0; background: Canvas; }
.faults thead th span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; font-weight: 500; }
td.intended { color: var(--good); } td.missed { color: var(--bad); font-weight: 700; } td.other { color: var(--other); }
summary { cursor: pointer; } details p { margin: .3rem 0; overflow-wrap: anywhere; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.path td, .mutants td { text-align: left; overflow-wrap: anywhere; } .path td:nth-child(n + 4) { text-align: right; font-variant-numeric: tabular-nums; }
.chart svg { display: block; width: 100%; max-width: 1080px; height: auto; } .chart .narrow { display: none; }
@media (max-width: 600px) { .chart .wide { display: none; } .chart .narrow { display: block; } }
@media print { .matrix { overflow: visible; } details::details-content { content-visibility: visible; } }
`;
