// The package "undici": Node's HTTP client, with its own TLS settings.
const { Agent, request } = require('undici');
const { createHmac } = require('node:crypto');
const { readFileSync } = require('node:fs');
const [, , url, folder, phoneUrl] = process.argv;
const ca = readFileSync(`${folder}/ca.pem`);
const certified = new Agent({ connect: { ca, cert: readFileSync(`${folder}/rp.pem`), key: readFileSync(`${folder}/rp-key.pem`) } });
const post = async (address, body, dispatcher) => {
  const answer = await request(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), dispatcher });
  return { status: answer.statusCode, ...(await answer.body.json()) };
};
const rp = (operation, body, dispatcher = certified) => post(`${url}${operation}`, body, dispatcher);
const error = (answer) => console.log(`${answer.status} ${answer.errorCode} ${answer.details}`);
(async () => {
  const order = await rp('auth', { endUserIp: '203.0.113.5' });
  console.log('started');
  const code = createHmac('sha256', order.qrStartSecret).update('0').digest('hex');
  const shown = await post(`${phoneUrl}api/scan`, { text: `bankid.${order.qrStartToken}.0.${code}`, holder: 'elsa' });
  const about = { orderRef: order.orderRef };
  console.log(`pending ${(await rp('collect', about)).hintCode}`);
  await post(`${phoneUrl}api/enter-code`, { task: shown.task.task, code: '123456' });
  const done = await post(`${url}collect`, about, certified);
  console.log(`${done.status} ${done.completionData.user.personalNumber}`);
  error(await rp('collect', about));
  const userVisibleData = Buffer.from('Jag godkänner köpet av Röda rummet och allt som hör därtill.').toString('base64');
  const signed = await rp('sign', { endUserIp: '203.0.113.5', userVisibleData });
  console.log(`cancelled ${(await rp('cancel', { orderRef: signed.orderRef })).status}`);
  error(await rp('collect', { orderRef: signed.orderRef }));
  error(await rp('auth', { endUserIp: 'nowhere' }));
  try { await rp('auth', { endUserIp: '203.0.113.5' }, new Agent({ connect: { ca } })); console.log('accepted'); } catch { console.log('refused'); }
  process.exit();
})();
