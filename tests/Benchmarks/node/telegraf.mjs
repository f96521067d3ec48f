// telegraf answers an update: node telegraf.mjs <the Bot API's address> short|growing
import http from 'node:http';
import { Telegraf } from 'telegraf';
import { growing, listen, shortAnswer, whole } from './answer.mjs';

const [api, answer] = process.argv.slice(2);
const bot = new Telegraf('700000001:fake-token-for-benchmarks', {
  telegram: { apiRoot: api, agent: new http.Agent({ keepAlive: true }), webhookReply: false },
});
bot.botInfo = { id: 700000001, is_bot: true, first_name: 'Bench', username: 'bench1_bot' };

bot.on('message', async context => {
  if (answer === 'short') {
    await context.reply(shortAnswer);
    return;
  }

  const message = await context.reply(growing[0]);
  for (const text of [...growing.slice(1), whole])
    await context.telegram.editMessageText(context.chat.id, message.message_id, undefined, text);
});

listen(http.createServer(bot.webhookCallback('/webhook', { secretToken: 'fake-secret-for-benchmarks' })));
