// Answers each line of JSON on standard input with one on standard output.
//   {url, token, fields: [[name, value], …], signature?, body?}  ->  {signature, valid, plain, bodyHash}
// signature: what Twilio's library signs that with; valid: whether it takes the given signature for it; plain: whether its second look, at the address as
// `new URL` and `querystring` write it, is at the same address as its first. Ours are looked at as they were sent only.
'use strict';

const querystring = require('node:querystring');
const { createInterface } = require('node:readline');
const { getExpectedTwilioSignature, validateRequest, validateRequestWithBody, getExpectedBodyHash } = require('twilio/lib/webhooks/webhooks.js');

function paramsOf(fields) {
  const params = Object.create(null);
  for (const [name, value] of fields) {
    if (!(name in params)) params[name] = value;
    else if (Array.isArray(params[name])) params[name].push(value);
    else params[name] = [params[name], value];
  }
  return params;
}

function isValid(question, params) {
  try {
    return question.body === undefined
      ? validateRequest(question.token, question.signature, question.url, params)
      : validateRequestWithBody(question.token, question.signature, question.url, question.body);
  } catch {
    return false; // The second look cannot read the address.
  }
}

function isPlain(url) {
  try {
    const written = new URL(url).toString();
    const query = written.includes('?') ? written.slice(written.indexOf('?') + 1) : '';
    const withoutPort = url.replace(/^(https:\/\/[^/?#]*):443(?=[/?#]|$)/, '$1').replace(/^(http:\/\/[^/?#]*):80(?=[/?#]|$)/, '$1');
    return written === withoutPort && querystring.stringify(querystring.parse(query)) === query;
  } catch {
    return true; // There is no second look.
  }
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const question = JSON.parse(line);
  const params = paramsOf(question.fields ?? []);
  process.stdout.write(JSON.stringify({
    signature: getExpectedTwilioSignature(question.token, question.url, params),
    valid: question.signature === undefined ? null : isValid(question, params),
    plain: isPlain(question.url),
    bodyHash: question.body === undefined ? null : getExpectedBodyHash(question.body),
  }) + '\n');
});
