// The simulated phone. The state is one snapshot from the server, rendered as a whole by show(); every action posts JSON and renders
// the response. A code or link may be in the fragment (#scan=… or #open=…), which no server and no log ever sees.
import { texts } from './texts.js';
import { renderMarkdown } from './markdown.js';

const $ = (id) => document.getElementById(id);
const load = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
const save = (key, value) => { try { localStorage.setItem(key, value); } catch { /* storage may be disabled */ } };

const language = { current: load('language') ?? (navigator.language.startsWith('sv') ? 'sv' : 'en') };
let holders = [];
let task = null;
let problem = null;
let timer = 0;
// Number of the latest request: a response to an earlier one is out of date.
let latest = 0;
let busy = false;

const t = () => texts[language.current];
const hasEnded = () => task !== null && ['done', 'failed'].includes(task.step);

async function post(command, body) {
  const response = await fetch(`/api/${command}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  return response.json();
}

// A poll does not replace the message of the last action, and gives way to an action in progress.
async function poll() {
  if (busy) return;
  const number = ++latest;
  try {
    const response = await post('look', onTask());
    if (number !== latest) return;
    apply(response);
  } catch {
    if (number === latest) update(() => { problem = t().problems.offline; });
  }
}

async function act(command, body) {
  if (busy) return;
  const number = ++latest;
  busy = true;
  show();
  try {
    const response = await post(command, body);
    busy = false;
    if (number !== latest) return;
    problem = null;
    apply(response);
  } catch {
    busy = false;
    if (number === latest) update(() => { problem = t().problems.offline; });
  }
}

function apply(response) {
  update(() => {
    task = response.error === 'unknownTask' ? null : response.task ?? task;
    if (response.error) problem = t().problems[response.error] ?? response.message;
    else if (problem === t().problems.offline) problem = null;
    // The outcome is the last word: nothing that was wrong on the way is shown beside it.
    if (hasEnded()) problem = null;
  });
  if (response.error && task) focusFirst();
}

function update(change) {
  const before = task?.step;
  change();
  show();
  if (task?.step !== before) focusFirst();
}

// The order's handle, with the given additions.
const onTask = (more) => ({ task: task.task, ...more });

function readText(text, holder) {
  const link = /^(bankid:|https:)/.test(text.trim());
  return act(link ? 'open' : 'scan', { [link ? 'link' : 'text']: text, holder });
}

function readFragment() {
  const match = /^#(scan|open)=(.+)$/s.exec(location.hash);
  if (!match) return;
  history.replaceState(null, '', location.pathname);
  let text;
  try { text = decodeURIComponent(match[2]); } catch { text = match[2]; }
  task = null;
  busy = false;
  readText(text);
}

function show() {
  document.documentElement.lang = language.current;
  for (const node of document.querySelectorAll('[data-text]')) node.textContent = t()[node.dataset.text];
  $('language').textContent = t().otherLanguage;
  $('language').lang = language.current === 'sv' ? 'en' : 'sv';
  $('problem').hidden = !problem;
  $('problem').textContent = problem ?? '';
  $('home').hidden = task !== null;
  $('order').hidden = task === null;
  $('requester').hidden = task === null || hasEnded();
  $('outcome').hidden = !hasEnded();
  if (task) showTask();
  else {
    setText($('title'), t().title);
    setText($('status'), '');
    document.title = t().title;
  }
  for (const button of document.querySelectorAll('#home button, #order button')) button.disabled = busy;
  clearTimeout(timer);
  // The order can end without this phone: by time, by the relying party, by another order.
  if (task && !hasEnded()) timer = setTimeout(poll, 2000);
}

function showTask() {
  const holder = holders.find((h) => h.id === task.holder);
  const ended = hasEnded();
  setText($('title'), (task.step === 'done' ? t().doneHeadings : t().headings)[task.flow]);
  document.title = `${t().headings[task.flow]} – ${t().title}`;
  setText($('status'), task.step === 'failed' ? `${t().steps.failed} ${t().failures[task.failure] ?? task.failure}` : t().steps[task.step]);
  $('outcome').classList.toggle('failed', task.step === 'failed');
  $('relying-party').textContent = task.relyingParty;
  $('asks').textContent = t().asks[task.flow];
  $('avatar').textContent = [...task.relyingParty][0]?.toUpperCase() ?? '';
  $('user').textContent = holder ? t().asUser(holder.name) : '';
  showText();
  showTransaction(task.transaction);
  for (const [step, form] of [['chooseIdentity', 'choose-form'], ['confirmCall', 'call-form'], ['readDocument', 'document-form'], ['enterCode', 'code-form']])
    $(form).hidden = task.step !== step;
  $('call-question').textContent = (task.callInitiator === 'RP' ? t().callByRp : t().callByUser)(task.relyingParty);
  $('code-hint').textContent = t().codeHint(holder?.code ?? '', task.codeAttemptsLeft);
  $('approve').textContent = t().actions[task.flow];
  $('pad').querySelector('.biometrics').hidden = task.pinCodeRequired;
  $('pad').querySelector('.biometrics').setAttribute('aria-label', t().biometrics);
  $('pad').querySelector('.erase').setAttribute('aria-label', t().erase);
  $('pad').setAttribute('aria-label', t().pad);
  $('cancel').hidden = ended || task.step === 'processing';
  $('again').hidden = !ended;
  const isPage = /^https?:/.test(task.redirect ?? '');
  $('return').hidden = !task.redirect;
  $('return-link').hidden = !isPage;
  if (isPage) $('return-link').href = task.redirect;
  $('return-text').textContent = task.redirect && !isPage ? t().returnTo(task.redirect) : '';
}

let shownText = null;
function showText() {
  $('text').hidden = !task.text || hasEnded();
  $('text').setAttribute('aria-label', t().textLabel);
  if (shownText === `${task.textIsMarkdown} ${task.text}`) return;
  shownText = `${task.textIsMarkdown} ${task.text}`;
  $('text').replaceChildren(...(task.textIsMarkdown ? renderMarkdown(task.text ?? '') : [element('p', task.text ?? '')]));
}

function showTransaction(transaction) {
  $('transaction').hidden = !transaction || task.step === 'failed';
  if (!transaction) return;
  const rows = [element('dt', t().recipient), element('dd', transaction.recipient)];
  if (transaction.amount) rows.push(element('dt', t().amount), element('dd', `${transaction.amount} ${transaction.currency}`, 'amount'));
  if (transaction.riskWarning) rows.push(element('dt', t().warning), element('dd', transaction.riskWarning, 'warning'));
  $('transaction').replaceChildren(...rows);
}

// Setting equal text again would make screen readers repeat it.
function setText(node, text) { if (node.textContent !== text) node.textContent = text; }

function element(name, text, className = '') {
  const e = Object.assign(document.createElement(name), { className });
  e.textContent = text;
  return e;
}

function focusFirst() {
  const field = [...document.querySelectorAll('#order input, #order select')].find((e) => e.offsetParent !== null);
  (field ?? $('title')).focus({ preventScroll: field === undefined });
}

function fillHolders() {
  const chosen = load('holder');
  for (const list of [$('holder'), $('choose-holder')]) {
    const value = list.value || chosen;
    list.replaceChildren(...holders.map((h) => {
      const option = element('option', h.kind === 'mobile' ? h.name : `${h.name} (${t()[h.kind]})`);
      option.value = h.id;
      return option;
    }));
    if (holders.some((h) => h.id === value)) list.value = value;
  }
}

function icon(path) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

function fillPad() {
  const key = (content, run, className = '') => {
    const button = Object.assign(document.createElement('button'), { type: 'button', className });
    button.append(content);
    button.addEventListener('click', run);
    return button;
  };
  const digits = [...'1234567890'].map((digit) => key(digit, () => { if ($('code').value.length < 6) $('code').value += digit; }));
  const biometrics = key(icon('M6 11a6 6 0 0 1 12 0v3M9 20c.7-2.3 1-4.600 1-9a2 2 0 0 1 4 0c0 4-.3 7-1.200 10M6 16c.2-1.500.2-3 .2-5M17 20c.5-1.700.8-3.500.9-6'), () => act('use-biometrics', onTask()), 'biometrics');
  const erase = key(icon('M9 6h11v12H9l-6-6zM12 9.500l5 5M17 9.500l-5 5'), () => { $('code').value = $('code').value.slice(0, -1); }, 'erase');
  $('pad').append(...digits.slice(0, 9), biometrics, digits[9], erase);
}

function listen(id, event, run) {
  $(id).addEventListener(event, (e) => { e.preventDefault(); run(e); });
}

listen('language', 'click', () => { language.current = language.current === 'sv' ? 'en' : 'sv'; save('language', language.current); problem = null; fillHolders(); show(); });
listen('holder', 'change', () => save('holder', $('holder').value));
listen('scan-form', 'submit', () => { const text = $('scan-text').value; $('scan-text').value = ''; readText(text, $('holder').value); });
// Pasting submits at once: the code is valid for some seconds only.
$('scan-text').addEventListener('paste', () => setTimeout(() => $('scan-form').requestSubmit()));
listen('start-form', 'submit', () => act('start', { holder: $('holder').value }));
listen('choose-form', 'submit', () => { save('holder', $('choose-holder').value); act('choose', onTask({ holder: $('choose-holder').value })); });
listen('in-call', 'click', () => act('answer-call', onTask({ inCall: true })));
listen('not-in-call', 'click', () => act('answer-call', onTask({ inCall: false })));
listen('read-document', 'click', () => act('read-document', onTask()));
listen('code-form', 'submit', () => { const code = $('code').value; $('code').value = ''; act('enter-code', onTask({ code })); });
listen('cancel', 'click', () => act('cancel', onTask()));
listen('again', 'click', () => { update(() => { task = null; problem = null; }); $('scan-text').focus(); });
window.addEventListener('hashchange', readFragment);

fillPad();
try {
  holders = (await post('holders', {})).holders;
} catch {
  problem = t().problems.offline;
}
fillHolders();
show();
readFragment();
