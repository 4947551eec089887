// Renders BankID's simple Markdown: three levels of headings, list items with "+ ", rules, tables, and *bold*. Everything else is
// text. Creates elements and text nodes only, so no markup of the relying party is ever interpreted as HTML.
const heading = /^(#{1,3}) +(.+)$/;
const item = /^\+ +(.+)$/;
const rule = /^-{3,} *$/;
const row = /^\|(.*)\| *$/;
const delimiter = /^\|([ :]*-+[ :]*\|)+ *$/;

export function renderMarkdown(text) {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const blocks = [];
  let at = 0;
  const take = (pattern) => {
    const matches = [];
    while (at < lines.length && pattern.test(lines[at])) matches.push(lines[at++].match(pattern));
    return matches;
  };
  while (at < lines.length) {
    const line = lines[at];
    if (!line.trim()) at++;
    // The app's own heading is h1.
    else if (heading.test(line)) { const [, level, content] = lines[at++].match(heading); blocks.push(element(`h${level.length + 1}`, inline(content))); }
    else if (rule.test(line)) { at++; blocks.push(element('hr', [])); }
    else if (item.test(line)) blocks.push(element('ul', take(item).map(([, content]) => element('li', inline(content)))));
    else if (row.test(line) && delimiter.test(lines[at + 1] ?? '')) blocks.push(table(take(row)));
    else blocks.push(element('p', inline(paragraph())));
  }
  return blocks;

  function paragraph() {
    const own = [lines[at++]];
    while (at < lines.length && lines[at].trim() && ![heading, rule, item, row].some((pattern) => pattern.test(lines[at]))) own.push(lines[at++]);
    return own.join('\n');
  }
}

function table([head, , ...body]) {
  const cells = (name, [, content]) => element('tr', content.split('|').map((cell) => element(name, inline(cell.trim()))));
  return element('table', [element('thead', [cells('th', head)]), element('tbody', body.map((match) => cells('td', match)))]);
}

function inline(text) {
  return text.split(/(\*[^\s*](?:[^*\n]*[^\s*])?\*)/).filter(Boolean)
    .map((part) => (/^\*[^*]+\*$/.test(part) ? element('strong', [part.slice(1, -1)]) : part));
}

function element(name, children) {
  const e = document.createElement(name);
  e.append(...children);
  return e;
}
