// The console's page and its style, as text: everything it needs comes from this server.

export const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rookery</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M2 11c2-5 6-7 9-6l3 1-3 1c0 4-3 6-6 6H2z' fill='%235b6ee1'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/style.css">
<script type="module" src="/ui/app.js"></script>
</head>
<body>
<header>
  <a class="brand" href="#/">rookery</a>
  <nav aria-label="Pages">
    <a href="#/">Overview</a><a href="#/topics">Topics</a><a href="#/groups">Groups</a><a href="#/brokers">Brokers</a>
  </nav>
  <span id="live" role="status">connecting</span>
</header>
<main id="main" tabindex="-1"></main>
<noscript><p>The console needs JavaScript.</p></noscript>
</body>
</html>
`

export const style = `
:root {
  color-scheme: light dark;
  --ground: #fbfbfd; --card: #fff; --ink: #1d2030; --soft: #666c85; --line: #e3e5ef; --accent: #4657c8; --good: #1f8a55; --warn: #a96700; --bad: #c2383e; --bar: #c9d0f5;
}
@media (prefers-color-scheme: dark) {
  :root { --ground: #14161f; --card: #1c1f2b; --ink: #e6e8f2; --soft: #9aa0ba; --line: #2d3142; --accent: #93a1ff; --good: #52c78d; --warn: #e0a54a; --bad: #ff7d80; --bar: #3a4480; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
header { display: flex; align-items: center; gap: 1.5rem; padding: .6rem 1.5rem; border-bottom: 1px solid var(--line); background: var(--card); position: sticky; top: 0; }
.brand { font-weight: 700; letter-spacing: .02em; color: var(--accent); text-decoration: none; }
nav { display: flex; gap: 1rem; flex: 1; }
nav a { color: var(--soft); text-decoration: none; padding: .2rem 0; border-bottom: 2px solid transparent; }
nav a.here { color: var(--ink); border-color: var(--accent); }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
#live { font-size: .85rem; color: var(--soft); }
#live.good::before { content: '\\25cf\\00a0'; color: var(--good); }
#live.bad { color: var(--bad); }
main { max-width: 76rem; margin: 0 auto; padding: 1.2rem 1.5rem 4rem; outline: none; }
h1 { font-size: 1.35rem; margin: .4rem 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1rem; margin: 1.8rem 0 .5rem; }
.soft { color: var(--soft); }
.numbers { display: flex; flex-wrap: wrap; gap: .8rem; }
.number { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .6rem 1rem; min-width: 8rem; }
.number b { display: block; font-size: 1.4rem; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .4rem .8rem; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child td { border-bottom: 0; }
th { font-size: .8rem; font-weight: 600; color: var(--soft); white-space: nowrap; }
.right { text-align: right; }
.empty { padding: 1rem; color: var(--soft); margin: 0; }
.badge { display: inline-block; border-radius: 99px; padding: 0 .55rem; font-size: .8rem; border: 1px solid currentColor; white-space: nowrap; }
.badge.good { color: var(--good); } .badge.warn { color: var(--warn); } .badge.bad { color: var(--bad); } .badge.soft { color: var(--soft); }
.bar { height: .5rem; min-width: 6rem; background: var(--line); border-radius: 99px; overflow: hidden; margin-top: .45rem; }
.bar i { display: block; height: 100%; background: var(--bar); }
.bar i.bad { background: var(--bad); }
code, pre { font: 13px/1.45 ui-monospace, monospace; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 18rem; overflow-y: auto; }
form { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end; margin: .5rem 0 .8rem; }
label { font-size: .8rem; color: var(--soft); display: grid; gap: .15rem; }
input, select, button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .25rem .6rem; }
button { cursor: pointer; background: var(--accent); border-color: var(--accent); color: #fff; }
@media (prefers-color-scheme: dark) { button { color: #14161f; } }
.trouble { border-left: 3px solid var(--bad); padding: .5rem .9rem; background: var(--card); }
details summary { cursor: pointer; color: var(--soft); }
ul.events { list-style: none; padding: 0; margin: 0; }
ul.events li { padding: .6rem .9rem; border-bottom: 1px solid var(--line); }
ul.events li:last-child { border-bottom: 0; }
time { color: var(--soft); font-size: .85rem; }
`
