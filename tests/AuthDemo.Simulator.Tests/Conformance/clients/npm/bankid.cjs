// The package "bankid": its BankIdClientV6 unchanged but for its fixed address.
const { BankIdClientV6 } = require('bankid');
const [, , url, folder, phoneUrl] = process.argv;
const client = new BankIdClientV6({ production: false, pfx: `${folder}/rp.p12`, passphrase: 'qwerty123', ca: `${folder}/ca.pem` });
client.axios.defaults.baseURL = url;
client.axios.defaults.proxy = false;
const phone = async (command, body) => (await fetch(`${phoneUrl}api/${command}`, {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
})).json();
const fails = async (call) => { try { await call; console.log('accepted'); } catch (e) { console.log(`400 ${e.code} ${e.details}`); } };
(async () => {
  const order = await client.authenticate({ endUserIp: '203.0.113.5' });
  console.log('started');
  const { value: text } = await order.qr.nextQr(order.orderRef, { timeout: 1 }).next();
  const shown = await phone('scan', { text, holder: 'elsa' });
  const about = { orderRef: order.orderRef };
  console.log(`pending ${(await client.collect(about)).hintCode}`);
  await phone('enter-code', { task: shown.task.task, code: '123456' });
  const done = await client.collect(about);
  console.log(`${done.status} ${done.completionData.user.personalNumber}`);
  await fails(client.collect(about));
  const signed = await client.sign({ endUserIp: '203.0.113.5', userVisibleData: 'Jag godkänner köpet av Röda rummet och allt som hör därtill.' });
  await client.cancel({ orderRef: signed.orderRef });
  console.log('cancelled 200'); // any other status throws
  await fails(client.collect({ orderRef: signed.orderRef }));
  await fails(client.authenticate({ endUserIp: 'nowhere' }));
  client.axios.defaults.httpsAgent = new (require('node:https').Agent)({ ca: require('node:fs').readFileSync(`${folder}/ca.pem`) });
  try { await client.authenticate({ endUserIp: '203.0.113.5' }); console.log('accepted'); } catch { console.log('refused'); }
})();
