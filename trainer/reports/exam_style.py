"""The style of an exam's page: light, dark, and on paper."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --ground: #fcfcfb; --text: #1d1f23; --muted: #5b616b;
  --line: #dddfe3; --surface: #f3f4f5; --accent: #2b5fa8; --right: #1b7340; --wrong: #b3261e;
  --partly: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --ground: #17191c; --text: #e8e9eb;
  --muted: #a4aab3; --line: #363a40; --surface: #202327; --accent: #8ab4f8; --right: #6fcf97;
  --wrong: #ff8a80; --partly: #f0b95b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.2rem; }
h3 { margin: 0; font-size: 1rem; overflow-wrap: anywhere; }
p { margin: .4rem 0; overflow-wrap: anywhere; }
.deck, .meta, .source, footer { color: var(--muted); font-size: .9rem; margin: 0; }
.score { margin: 1.5rem 0 .4rem; font-size: 1.15rem; font-weight: 600; }
.score strong { font-size: 2.6rem; line-height: 1; margin-right: .5rem; }
.bar { position: relative; display: inline-block; width: 9rem; height: .5rem; margin-right: .6rem;
  background: var(--line); border-radius: .25rem; vertical-align: middle; overflow: hidden; }
.bar.wide { display: block; width: 100%; height: .75rem; overflow: visible; }
.bar span { display: block; height: 100%; background: var(--accent); border-radius: inherit; }
.bar span.right { background: var(--right); } .bar span.wrong { background: var(--wrong); }
.bar i { position: absolute; top: -.25rem; bottom: -.25rem; width: 2px; background: var(--text); }
.facts { margin: .9rem 0 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap;
  gap: .2rem 1.5rem; color: var(--muted); }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .35rem .75rem .35rem 0; text-align: left; border-bottom: 1px solid var(--line);
  font-weight: normal; font-variant-numeric: tabular-nums; }
td:last-child { white-space: nowrap; }
thead th { color: var(--muted); font-size: .85rem; }
ol { margin: 0; padding: 0; list-style: none; }
ol > li { margin: 0 0 1rem; padding: .9rem 1.1rem; background: var(--surface);
  border-left: 4px solid var(--line); border-radius: .2rem; break-inside: avoid; }
h3 > b:first-child { color: var(--muted); font-weight: normal; margin-right: .35rem; }
li.right { border-color: var(--right); } li.wrong { border-color: var(--wrong); }
li.partly { border-color: var(--partly); }
.mark { display: flex; justify-content: space-between; gap: 1rem; }
.right > .mark b, .score.right { color: var(--right); }
.wrong > .mark b, .score.wrong { color: var(--wrong); }
.partly > .mark b { color: var(--partly); }
.mark span, dt, .others { color: var(--muted); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .5rem 0; }
dd { margin: 0; overflow-wrap: anywhere; }
dd ul { margin: 0; padding-left: 1.1rem; }
img { display: block; max-width: 100%; max-height: 24rem; margin: .75rem 0; background: #fff; }
code, pre { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;
  font-size: .9em; }
pre { overflow-x: auto; }
.explain { margin: .5rem 0; }
footer { margin-top: 2rem; }
@media (max-width: 32rem) { dl { grid-template-columns: 1fr; } dt { margin-top: .3rem; }
  td .bar { width: 4.5rem; } }
@media print { @page { margin: 18mm; }
  :root { --ground: #fff; --text: #000; --muted: #444; --surface: #fff; --line: #bbb;
    --right: #14532d; --wrong: #8f1d16; --partly: #6b4500; }
  body { font-size: 10.5pt; } main { max-width: none; padding: 0; }
  ol > li { padding: .3rem 0 .3rem .8rem; }
  img { max-height: 7cm; } h2 { break-after: avoid; }
  .bar span, .bar i, .bar { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""
