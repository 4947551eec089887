// The simulator's control desk: shows what the control API tells, every two seconds, and posts what is changed.
const $ = (id) => document.getElementById(id);

async function post(verb, body = {}) {
  try {
    const response = await fetch(`/control/${verb}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    const answer = await response.json();
    say(answer.error ? answer.message : null);
    return answer;
  } catch {
    say('The simulator does not answer. Is it running?');
    return {};
  }
}

function say(problem) { $('problem').hidden = !problem; $('problem').textContent = problem ?? ''; }

function element(name, content, attributes = {}) {
  const e = Object.assign(document.createElement(name), attributes);
  e.append(content);
  return e;
}

const row = (...cells) => {
  const tr = document.createElement('tr');
  tr.append(...cells.map((c) => element('td', c ?? '')));
  return tr;
};

// Redrawing equal content would take the focus away from a control inside it.
const drawn = new Map();
function draw(id, data, make) {
  const text = JSON.stringify(data);
  if (drawn.get(id) === text) return;
  drawn.set(id, text);
  $(id).replaceChildren(...data.map(make));
}

function choice(person, member, words, label) {
  const list = element('select', '', { ariaLabel: `${label} of ${person.givenName} ${person.surname}` });
  list.replaceChildren(...words.map((w) => element('option', w, { value: w, selected: person[member] === w })));
  list.addEventListener('change', () => change(person.id, member, list.value));
  return list;
}

function tick(person, member, label) {
  const box = element('input', '', { type: 'checkbox', checked: person[member], ariaLabel: `${label}: ${person.givenName} ${person.surname}` });
  box.addEventListener('change', () => change(person.id, member, box.checked));
  return box;
}

function address(person) {
  const field = element('input', '', { value: person.ipAddress, size: 15, maxLength: 45, ariaLabel: `Phone's address of ${person.givenName} ${person.surname}` });
  field.addEventListener('change', () => change(person.id, 'ipAddress', field.value));
  return field;
}

async function change(id, member, value) { await post('put-identity', { id, [member]: value }); await look(); }

async function look() {
  const clock = await post('clock');
  if (!clock.now) return;
  $('time').textContent = `${clock.now.slice(0, 19).replace('T', ' ')} UTC, ${clock.offsetSeconds} s ahead of this machine`;
  const { identities } = await post('identities');
  draw('people', identities, (p) => row(`${p.givenName} ${p.surname}`, p.personalNumber, choice(p, 'status', ['active', 'blocked', 'expired'], 'BankID'),
    choice(p, 'kind', ['mobile', 'file', 'card'], 'Kind'), choice(p, 'risk', ['low', 'moderate', 'high', 'blocked'], 'Risk'), tick(p, 'appTooOld', 'App too old'), tick(p, 'declinesCalls', 'Declines calls'), address(p)));
  const { current } = await post('scenarios');
  $('scenario-now').textContent = current ? `Set: ${current.name}${current.times ? `, for ${current.times} more` : ''}` : 'None: orders wait for a phone.';
  const { planned } = await post('faults');
  draw('planned', planned, (f) => element('li', `${f.fault} on ${f.operation}, ${f.times ? `${f.times} more` : 'until cleared'}`));
  const { orders } = await post('orders');
  draw('orders', orders.reverse(), (o) => row(`${o.number}`, o.kind, o.relyingParty, [o.status, o.hintCode].filter(Boolean).join(' / '), `${o.ageSeconds} s`, o.holder, o.delivered ? 'yes' : 'no'));
  const { findings } = await post('lint');
  draw('lint', findings, (f) => row(f.severity, f.rule, f.operation, `${f.count}`, f.detail, f.advice));
}

function on(id, event, run) {
  $(id).addEventListener(event, async (e) => { e.preventDefault(); await run(); await look(); });
}

const times = (id) => ($(id).value ? { times: Number($(id).value) } : {});

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
on('clear-lint', 'click', () => post('clear-lint'));
on('reset', 'click', () => post('reset'));
for (const seconds of [1, 5, 30, 180, 600]) {
  const button = element('button', `+${seconds} s`, { type: 'button', className: 'second' });
  button.addEventListener('click', async () => { await post('advance-clock', { seconds }); await look(); });
  $('advance').append(button);
}
const [{ scenarios = [] }, { faults = [] }] = [await post('scenarios'), await post('faults')];
$('scenario').replaceChildren(...scenarios.map((s) => element('option', s.name, { value: s.name, title: s.summary })));
$('fault').replaceChildren(...faults.map((f) => element('option', `${f.name}: ${f.summary}`, { value: f.name })));
$('fault-operation').replaceChildren(...['', 'auth', 'sign', 'payment', 'phone/auth', 'phone/sign', 'collect', 'cancel']
  .map((o) => element('option', o || 'what it is made for', { value: o })));
(async function again() { await look(); setTimeout(again, 2000); })();
