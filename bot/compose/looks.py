"""How a message looks in a browser: as in a Telegram client, by day and night, on a phone and on a desk."""

STYLE = """
:root {
  color-scheme: light dark;
  --ground: #d5e1ea; --bubble: #fff; --ink: #101418; --dim: #6d7b86; --link: #1478b8; --line: #dde4e9;
  --stripe: #f3f7fa; --quote: #1478b817; --mark: #ffefa8; --code: #9a3d6c;
  --button: #ffffff9e; --press: #1d5f8c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0e1621; --bubble: #182533; --ink: #eef2f5; --dim: #8595a4; --link: #6ab7f5; --line: #2c3d4e;
    --stripe: #1d2d3d; --quote: #6ab7f51c; --mark: #665a10; --code: #e79cc2;
    --button: #22364a; --press: #b9dcf8;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 16px 12px 40px; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", "PingFang SC", sans-serif;
  overflow-wrap: anywhere;
}
main { max-width: 820px; margin: 0 auto; }
.message { width: fit-content; max-width: 100%; margin: 0 0 12px; }
.bubble {
  background: var(--bubble); border-radius: 14px 14px 14px 5px; padding: 10px 14px 11px;
  box-shadow: 0 1px 2px #0000001f;
}
.bubble > *, .quote > *, details > *, li > * { margin: 0 0 9px; }
.bubble > :last-child, .quote > :last-child, details > :last-child, li > :last-child { margin-bottom: 0; }
h1, h2, h3, h4, h5, h6 { line-height: 1.3; font-size: 1em; font-weight: 600; }
h1 { font-size: 1.4em; } h2 { font-size: 1.22em; } h3 { font-size: 1.1em; }
.bubble > * + h3 { margin-top: 16px; }
h4, h5, h6 { color: var(--dim); font-size: .93em; } h4, h5, h6 { margin-bottom: 2px !important; }
p, blockquote, footer, td, caption, summary { white-space: pre-line; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
mark { background: var(--mark); color: inherit; border-radius: 3px; padding: 0 1px; }
code, pre { font: .92em/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono", monospace; }
code { color: var(--code); }
pre { background: var(--quote); border-radius: 6px; padding: 8px 10px; overflow-x: auto; }
pre code { color: inherit; }
footer { color: var(--dim); font-size: .87em; }
hr { border: 0; border-top: 1px solid var(--line); }
.quote {
  padding: 6px 10px; background: var(--quote); border-left: 3px solid var(--link); border-radius: 5px;
}
.fold { max-height: 6.2em; overflow: hidden; cursor: pointer; mask: linear-gradient(#000 55%, #0004); }
.fold:focus, .fold:focus-within { max-height: none; mask: none; outline: 0; }
cite { display: block; color: var(--dim); font-style: normal; font-size: .87em; }
details > summary { cursor: pointer; font-weight: 600; margin-bottom: 6px; }
details:not([open]) > summary { margin-bottom: 0; }
ul, ol { padding-left: 1.5em; }
li + li { margin-top: 3px; }
li.box { list-style: none; margin-left: -1.35em; position: relative; }
li.box > span { position: absolute; }
li.box > span + * { padding-left: 1.35em; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .94em; }
caption { text-align: left; font-weight: 600; padding-bottom: 4px; }
th, td { padding: 6px 9px; vertical-align: top; text-align: left; }
.compact th, .compact td { padding: 3px 6px; }
th { color: var(--dim); font-weight: 600; white-space: nowrap; }
th.across { color: inherit; white-space: normal; }
.bordered th, .bordered td { border: 1px solid var(--line); }
.striped tbody tr:nth-child(even) { background: var(--stripe); }
.ref { white-space: nowrap; width: 1%; text-align: center; }
.title { width: 40%; }
.center { text-align: center; } .right { text-align: right; }
.spoiler { filter: blur(5px); } .spoiler:hover, .spoiler:focus { filter: none; }
math { font-family: "STIX Two Math", "Latin Modern Math", "Cambria Math", math; font-size: 1.06em; }
math[display="block"] { margin: 4px 0; overflow-x: auto; }
.keys { margin-top: 4px; }
.row { display: flex; gap: 4px; margin-top: 4px; }
.row > * {
  flex: 1 1 0; min-width: 0; padding: 8px 6px; border-radius: 9px; text-align: center;
  background: var(--button); color: var(--press); font-size: .93em; font-weight: 500;
}
.bubble .row > * { background: var(--quote); }
.danger { color: #d5433e !important; } .success { color: #2f9e44 !important; }
@media (max-width: 560px) {
  body { padding: 10px 6px 32px; }
  .bubble { padding: 9px 11px 10px; }
  table { font-size: .9em; }
  th, td { padding: 5px 6px; }
}
"""
