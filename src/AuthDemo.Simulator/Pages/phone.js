// The simulated phone. State is one snapshot from the server, drawn whole by show(); every act posts JSON and draws what comes back.
// A code or link may arrive in the fragment (#scan=… or #open=…), which no server and no log ever sees.
import { texts } from './texts.js';

const $ = (id) => document.getElementById(id);
const remembered = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* storage may be off */ } };

let language = remembered('language') ?? (navigator.language.startsWith('sv') ? 'sv' : 'en');
let holders = [];
let task = null;
let problem = null;
let watch = 0;

const t = () => texts[language];

async function post(verb, body) {
  const response = await fetch(`/api/${verb}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  return response.json();
}

async function act(verb, body) {
  const before = task?.step;
  try {
    const answer = await post(verb, body);
    task = answer.error === 'unknownTask' ? null : answer.task ?? task;
    // Looking again must not wipe out what the last act was told.
    if (answer.error || verb !== 'look') problem = answer.error ? t().problems[answer.error] ?? answer.message : null;
  } catch {
    problem = t().problems.offline;
  }
  show();
  if (task?.step !== before) focusFirst();
}

// The order's own handle, with the given additions.
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
  readText(text);
}

function show() {
  if (!task) setText($('title'), t().title);
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = t()[element.dataset.text];
  $('language').textContent = t().otherLanguage;
  $('language').lang = language === 'sv' ? 'en' : 'sv';
  $('problem').hidden = !problem;
  $('problem').textContent = problem ?? '';
  $('home').hidden = task !== null;
  $('order').hidden = task === null;
  setText($('status'), task ? t().steps[task.step] + (task.failure ? ` ${t().failures[task.failure] ?? task.failure}` : '') : '');
  document.title = task ? `${t().headings[task.flow]} – ${t().title}` : t().title;
  if (task) showTask();
  clearTimeout(watch);
  // The order can end without this phone: by time, by the relying party, by another order.
  if (task && !['done', 'failed'].includes(task.step)) watch = setTimeout(() => act('look', onTask()), 2000);
}

function showTask() {
  const signs = ['sign', 'phoneSign', 'payment'].includes(task.flow);
  $('title').textContent = t().headings[task.flow];
  $('relying-party').textContent = task.relyingParty;
  const holder = holders.find((h) => h.id === task.holder);
  $('user').hidden = !holder;
  $('user').textContent = holder ? t().asUser(holder.name) : '';
  setText($('text'), task.text ?? '');
  $('text').hidden = !task.text;
  showTransaction(task.transaction);
  for (const [step, form] of [['chooseIdentity', 'choose-form'], ['confirmCall', 'call-form'], ['readDocument', 'document-form'], ['enterCode', 'code-form']])
    $(form).hidden = task.step !== step;
  $('call-question').textContent = (task.callInitiator === 'RP' ? t().callByRp : t().callByUser)(task.relyingParty);
  $('code-hint').textContent = t().codeHint(holder?.code ?? '', task.codeAttemptsLeft);
  $('approve').textContent = signs ? t().sign : t().identify;
  $('biometrics').hidden = task.pinCodeRequired;
  const ended = ['done', 'failed'].includes(task.step);
  $('cancel').hidden = ended || task.step === 'processing';
  $('again').hidden = !ended;
  const isPage = /^https?:/.test(task.redirect ?? '');
  $('return').hidden = !task.redirect;
  $('return-link').hidden = !isPage;
  if (isPage) $('return-link').href = task.redirect;
  $('return-text').textContent = task.redirect && !isPage ? t().returnTo(task.redirect) : '';
}

function showTransaction(transaction) {
  $('transaction').hidden = !transaction;
  const rows = transaction ? [
    [t().recipient, transaction.recipient],
    [t().amount, transaction.amount && `${transaction.amount} ${transaction.currency}`],
    [t().warning, transaction.riskWarning],
  ].filter(([, value]) => value) : [];
  $('transaction').replaceChildren(...rows.flatMap(([name, value]) => [element('dt', name), element('dd', value)]));
}

// Setting equal text again would make screen readers speak it again.
function setText(node, text) { if (node.textContent !== text) node.textContent = text; }

function element(name, text) { const e = document.createElement(name); e.textContent = text; return e; }

function focusFirst() {
  const field = [...document.querySelectorAll('#order input, #order select')].find((e) => e.offsetParent !== null);
  (field ?? $('title')).focus();
}

function fillHolders() {
  const chosen = remembered('holder');
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

function listen(id, event, run) {
  $(id).addEventListener(event, (e) => { e.preventDefault(); run(e); });
}

listen('language', 'click', () => { language = language === 'sv' ? 'en' : 'sv'; remember('language', language); problem = null; fillHolders(); show(); });
listen('holder', 'change', () => remember('holder', $('holder').value));
listen('scan-form', 'submit', () => { const text = $('scan-text').value; $('scan-text').value = ''; readText(text, $('holder').value); });
// Pasting is the scan: every second counts.
$('scan-text').addEventListener('paste', () => setTimeout(() => $('scan-form').requestSubmit()));
listen('start-form', 'submit', () => act('start', { holder: $('holder').value }));
listen('choose-form', 'submit', () => act('choose', onTask({ holder: $('choose-holder').value })));
listen('in-call', 'click', () => act('answer-call', onTask({ inCall: true })));
listen('not-in-call', 'click', () => act('answer-call', onTask({ inCall: false })));
listen('read-document', 'click', () => act('read-document', onTask()));
listen('code-form', 'submit', () => { const code = $('code').value; $('code').value = ''; act('enter-code', onTask({ code })); });
listen('biometrics', 'click', () => act('use-biometrics', onTask()));
listen('cancel', 'click', () => act('cancel', onTask()));
listen('again', 'click', () => { task = null; problem = null; show(); $('scan-text').focus(); });
window.addEventListener('hashchange', readFragment);

try {
  holders = (await post('holders', {})).holders;
} catch {
  problem = t().problems.offline;
}
fillHolders();
show();
readFragment();
