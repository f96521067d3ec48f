// The Microsoft 365 Agents SDK answers an activity, as its own samples set it up: node agents.mjs - short|growing
import http from 'node:http';
import { ActivityHandler, CloudAdapter, authorizeJWT } from '@microsoft/agents-hosting';
import express from 'express';
import { growing, listen, shortAnswer, whole } from './answer.mjs';

const answer = process.argv[3];
const configuration = {};
const adapter = new CloudAdapter(configuration);
const agent = new ActivityHandler();

agent.onMessage(async (context, next) => {
  if (answer === 'short') {
    await context.sendActivity(shortAnswer);
  } else {
    const { id } = await context.sendActivity(growing[0]);
    const { serviceUrl, channelId, conversation, from, recipient } = context.activity;
    for (const text of [...growing.slice(1), whole])
      await context.updateActivity({ type: 'message', id, text, serviceUrl, channelId, conversation, from: recipient, recipient: from });
  }

  await next();
});

const app = express();
app.use(express.json());
app.use(authorizeJWT(configuration));
app.post('/webhook', (request, response) => adapter.process(request, response, context => agent.run(context)));
listen(http.createServer(app));
