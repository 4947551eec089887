// The simulator's control page: reads the control API every second and posts changes to it. With ?frame in its address it shows
// clock, scenario and requests only, for embedding beside the page under test.
import { texts } from './control-texts.js';

const $ = (id) => document.getElementById(id);
const load = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
const save = (key, value) => { try { localStorage.setItem(key, value); } catch { /* storage may be disabled */ } };

let language = load('language') ?? (navigator.language.startsWith('sv') ? 'sv' : 'en');
let scenarios = [];
let faults = [];
let operations = [];
let requests = [];
const maxOrders = 20;

const t = () => texts[language];

async function post(command, body = {}) {
  try {
    const response = await fetch(`/control/${command}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    const answer = await response.json();
    showProblem(answer.error ? answer.message : null);
    return answer;
  } catch {
    showProblem(t().offline);
    return {};
  }
}

function showProblem(problem) { $('problem').hidden = !problem; $('problem').textContent = problem ?? ''; }

function element(name, content = '', properties = {}) {
  const e = Object.assign(document.createElement(name), properties);
  e.append(content);
  return e;
}

// Texts that come from the simulator are English; the page's own texts translate those that it knows.
const translated = (kind, name, english) => t()[kind]?.[name] ?? english;

const row = (labels, ...cells) => {
  const tr = document.createElement('tr');
  tr.append(...cells.map((cell, i) => {
    const td = element('td', cell ?? '');
    td.dataset.label = labels[i];
    return td;
  }));
  return tr;
};

// Replacing equal content would take the focus away from a control in it.
const drawn = new Map();
function draw(id, data, create) {
  const key = `${language} ${JSON.stringify(data)}`;
  if (drawn.get(id) === key) return;
  drawn.set(id, key);
  $(id).replaceChildren(...data.map(create));
}

function choice(person, member, words, label) {
  const list = element('select', '', { ariaLabel: t().of(label, person) });
  list.replaceChildren(...words.map((w) => element('option', t().words[w], { value: w, selected: person[member] === w })));
  list.addEventListener('change', () => change(person.id, member, list.value));
  return list;
}

function checkbox(person, member, label) {
  const box = element('input', '', { type: 'checkbox', checked: person[member], ariaLabel: t().of(label, person) });
  box.addEventListener('change', () => change(person.id, member, box.checked));
  return box;
}

function address(person) {
  const field = element('input', '', { value: person.ipAddress, size: 15, maxLength: 45, ariaLabel: t().of(t().address, person) });
  field.addEventListener('change', () => change(person.id, 'ipAddress', field.value));
  return field;
}

async function change(id, member, value) { await post('put-identity', { id, [member]: value }); await refresh(); }

function pretty(body) {
  try { return JSON.stringify(JSON.parse(body), null, 2); } catch { return body || t().emptyBody; }
}

function requestItem(request) {
  const summary = document.createElement('summary');
  const status = request.status ?? t().broken;
  summary.append(
    element('span', `${request.method === 'POST' ? '' : `${request.method} `}${request.path.replace('/rp/v6.0', '')}`, { className: 'path' }),
    element('span', [request.order && `${t().order} ${request.order}`, request.fault].filter(Boolean).join(' · '), { className: 'of' }),
    element('span', `${status} ${outcomeOf(request)}`.trim(), { className: request.status === 200 ? 'code' : 'code bad' }),
    element('time', request.at.slice(11, 19), { className: 'at', dateTime: request.at }),
  );
  const bodies = element('div', '', { className: 'bodies' });
  for (const [title, body] of [[t().request, request.requestBody], [t().response, request.responseBody ?? '']]) {
    const part = document.createElement('div');
    part.append(element('h3', title), element('pre', pretty(body), { tabIndex: 0 }));
    bodies.append(part);
  }
  const details = document.createElement('details');
  details.append(summary, bodies);
  const item = element('li', details);
  item.dataset.number = request.number;
  return item;
}

function outcomeOf(request) {
  try {
    const body = JSON.parse(request.responseBody);
    return body.errorCode ?? body.hintCode ?? body.status ?? '';
  } catch { return ''; }
}

// Requests never change, so only new ones are added: open ones stay open.
function showRequests() {
  const filter = $('order-filter').value;
  const shown = requests.filter((r) => !filter || `${r.order}` === filter);
  const key = `${language} ${filter}`;
  if ($('requests').dataset.key !== key) {
    $('requests').dataset.key = key;
    $('requests').replaceChildren();
  }
  const newest = Number($('requests').firstElementChild?.dataset.number ?? 0);
  for (const request of shown.filter((r) => r.number > newest)) $('requests').prepend(requestItem(request));
  const kept = new Set(shown.map((r) => `${r.number}`));
  for (const item of [...$('requests').children]) if (!kept.has(item.dataset.number)) item.remove();
  $('no-requests').hidden = shown.length > 0;
  const numbers = [...new Set(requests.map((r) => r.order).filter(Boolean))].sort((a, b) => b - a);
  if (filter && !numbers.includes(Number(filter))) numbers.unshift(Number(filter));
  draw('order-filter', ['', ...numbers], (n) => element('option', n === '' ? t().all : `${n}`, { value: n, selected: `${n}` === filter }));
}

async function loadRequests() {
  const { requests: recorded } = await post('requests', { after: requests.at(-1)?.number ?? 0 });
  if (recorded) requests = [...requests, ...recorded].slice(-500);
  showRequests();
}

function orderNumber(order) {
  const button = element('button', `${order.number}`, { type: 'button', className: 'quiet', ariaLabel: t().showRequestsOf(order.number) });
  button.addEventListener('click', () => {
    if (![...$('order-filter').options].some((o) => o.value === `${order.number}`)) $('order-filter').append(element('option', `${order.number}`, { value: order.number }));
    $('order-filter').value = order.number;
    showRequests();
    $('requests-title').scrollIntoView();
  });
  return button;
}

async function refresh() {
  const clock = await post('clock');
  if (!clock.now) return;
  $('time').textContent = t().time(clock.now.slice(0, 19).replace('T', ' '), clock.offsetSeconds);
  const { current } = await post('scenarios');
  $('scenario-now').textContent = current ? t().scenarioSet(current.name, current.times) : t().noScenario;
  const { planned } = await post('faults');
  draw('planned', planned, (f) => element('li', t().planned(f.fault, t().operations[f.operation] ?? f.operation, f.times)));
  await loadRequests();
  if (document.body.classList.contains('in-frame')) return;
  const { identities } = await post('identities');
  draw('people', identities, (p) => row(t().personColumns, `${p.givenName} ${p.surname}`, p.personalNumber,
    choice(p, 'status', ['active', 'blocked', 'expired'], 'BankID'), choice(p, 'kind', ['mobile', 'file', 'card'], t().personColumns[3]),
    choice(p, 'risk', ['low', 'moderate', 'high', 'blocked'], t().personColumns[4]), checkbox(p, 'appTooOld', t().personColumns[5]),
    checkbox(p, 'declinesCalls', t().personColumns[6]), address(p)));
  const { orders } = await post('orders');
  draw('orders', orders.reverse().slice(0, maxOrders), (o) => row(t().orderColumns, orderNumber(o), o.kind, o.relyingParty, [o.status, o.hintCode].filter(Boolean).join(' / '),
    `${Math.round(o.ageSeconds)} s`, o.holder, o.delivered ? t().yes : t().no));
  const { findings } = await post('lint');
  draw('lint', findings, (f) => row(t().lintColumns, t().words[f.severity], f.rule, f.operation, `${f.count}`, f.detail, translated('advice', f.rule, f.advice)));
}

function on(id, event, run) {
  $(id).addEventListener(event, async (e) => { e.preventDefault(); await run(); await refresh(); });
}

function translate() {
  document.documentElement.lang = language;
  document.title = t().title;
  for (const node of document.querySelectorAll('[data-text]')) node.textContent = t()[node.dataset.text];
  $('language').textContent = t().otherLanguage;
  $('language').lang = language === 'sv' ? 'en' : 'sv';
  for (const [id, columns] of [['orders-head', t().orderColumns], ['lint-head', t().lintColumns], ['people-head', t().personColumns]]) {
    const tr = document.createElement('tr');
    tr.append(...columns.map((c) => element('th', c, { scope: 'col' })));
    $(id).replaceChildren(tr);
  }
  const [scenario, fault, operation] = [$('scenario').value, $('fault').value, $('fault-operation').value];
  $('scenario').replaceChildren(...scenarios.map((s) => element('option', s.name, { value: s.name, selected: s.name === scenario })));
  $('fault').replaceChildren(...faults.map((f) => element('option', f.name, { value: f.name, selected: f.name === fault })));
  $('fault-operation').replaceChildren(...['', ...operations].map((o) => element('option', o ? t().operations[o] ?? o : t().defaultOperation, { value: o, selected: o === operation })));
  showSummaries();
}

function showSummaries() {
  const scenario = scenarios.find((s) => s.name === $('scenario').value);
  const fault = faults.find((f) => f.name === $('fault').value);
  $('scenario-summary').textContent = scenario ? translated('scenarioSummaries', scenario.name, scenario.summary) : '';
  $('fault-summary').textContent = fault ? translated('faultSummaries', fault.name, fault.summary) : '';
}

const times = (id) => ($(id).value ? { times: Number($(id).value) } : {});

if (new URLSearchParams(location.search).has('frame')) document.body.classList.add('in-frame');
$('language').addEventListener('click', async () => { language = language === 'sv' ? 'en' : 'sv'; save('language', language); translate(); await refresh(); });
for (const id of ['scenario', 'fault']) $(id).addEventListener('change', showSummaries);
$('order-filter').addEventListener('change', showRequests);
on('person-form', 'submit', async () => {
  const answer = await post('put-identity', {
    id: $('person-id').value, personalNumber: $('person-number').value, givenName: $('person-given').value, surname: $('person-surname').value,
  });
  if (!answer.error) $('person-form').reset();
});
on('scenario-form', 'submit', () => post('set-scenario', { name: $('scenario').value, ...times('scenario-times') }));
on('clear-scenario', 'click', () => post('clear-scenario'));
on('fault-form', 'submit', () => post('add-fault', {
  fault: $('fault').value, ...($('fault-operation').value ? { operation: $('fault-operation').value } : {}), ...times('fault-times'),
}));
on('clear-faults', 'click', () => post('clear-faults'));
on('clear-requests', 'click', async () => { await post('clear-requests'); requests = []; });
on('clear-lint', 'click', () => post('clear-lint'));
on('reset', 'click', async () => { await post('reset'); requests = []; });
for (const seconds of [1, 5, 30, 180, 600]) {
  const button = element('button', `+${seconds} s`, { type: 'button', className: 'second' });
  button.addEventListener('click', async () => { await post('advance-clock', { seconds }); await refresh(); });
  $('advance').append(button);
}
({ scenarios = [] } = await post('scenarios'));
({ faults = [], operations = [] } = await post('faults'));
translate();
(async function repeat() { await refresh(); setTimeout(repeat, 1000); })();
