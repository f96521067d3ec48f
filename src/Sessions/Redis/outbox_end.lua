-- Writes down what became of a message, and goes on: to the delivery's next message, to the session's next delivery, or
-- to a pause.
-- KEYS  1 outbox ready   2 parked deliveries
-- ARGV  1 tag  2 session id  3 node  4 fence  5 seq  6 index
--       7 what: sent | again (surely not taken) | unknown | look (looked for in vain) | resend | open (will never be
--       known) | failed | hold (nothing was tried) 8 the provider's id or '' 9 pause ms 10 code or '' 11 words 12 1 =
--       park a failed one
-- Returns {outcome, receipt when that is news or '', watchers} outcome: next (of the same delivery, under the same
-- lease) | over | paused | lost Promise: only the newest lease says what became of a message, and a receipt that was
-- faster is not undone.
local tag, id, seq, index, what, now = ARGV[1], ARGV[2], ARGV[5], tonumber(ARGV[6]), ARGV[7], now_ms()
local keys, delivery = session_keys(tag, id), delivery_key(tag, id, seq)
if not delivers(keys.session, ARGV[4]) then return { 'lost', '', {} } end

local pause_until = now + tonumber(ARGV[9])
local s, x, u, l = 's' .. index, 'x' .. index, 'u' .. index, 'l' .. index
local is_known = (RANK[redis.call('HGET', delivery, s) or 'waiting'] or 9) > 0
local pauses = false

if what == 'sent'
  or (is_known and (what == 'unknown' or what == 'look' or what == 'resend' or what == 'open' or what == 'again')) then
  if not is_known then redis.call('HSET', delivery, s, 'sent') end
  if ARGV[8] ~= '' then
    local before = redis.call('HMGET', delivery, s, x)
    redis.call('HSET', delivery, x, ARGV[8])
    if before[1] == 'failed' and before[2] and before[2] ~= ARGV[8] then
      -- What failed was an earlier sending whose answer had been lost.
      redis.call('HSET', delivery, s, 'sent')
      redis.call('HDEL', delivery, 'c' .. index)
      unpark_if_known(delivery, KEYS[2], id, seq)
    end
  end
  redis.call('HDEL', delivery, 'attempts')
elseif what == 'again' then
  redis.call('HSET', delivery, s, 'waiting')
  redis.call('HINCRBY', delivery, 'attempts', 1)
  pauses = true
elseif what == 'unknown' then
  redis.call('HSET', delivery, s, 'unknown', l, 0)
  redis.call('HINCRBY', delivery, u, 1)
  pauses = true
elseif what == 'look' then
  redis.call('HINCRBY', delivery, l, 1)
  pauses = true
elseif what == 'resend' then
  redis.call('HSET', delivery, s, 'waiting', l, 0)
  redis.call('HINCRBY', delivery, 'r' .. index, 1)
  pauses = true
elseif what == 'open' then
  redis.call('HSET', delivery, s, 'unknown', 'isOpen', ARGV[10], 'openWords', ARGV[11])
elseif what == 'hold' then
  pauses = true
end

if pauses then
  release_lane(keys, KEYS[1], id, pause_until)
  return { 'paused', note_receipt(delivery), other_watchers(keys, ARGV[3], now) }
end

local count = tonumber(redis.call('HGET', delivery, 'n') or 0)
if what == 'failed' then
  for i = 0, count - 1 do
    local state = redis.call('HGET', delivery, 's' .. i) or 'waiting'
    if state == 'waiting' or state == 'sending' then
      redis.call('HSET', delivery, 's' .. i, 'failed', 'c' .. i, ARGV[10])
    end
  end
  redis.call('HSET', delivery, 'code', ARGV[10], 'words', ARGV[11])
  if ARGV[12] == '1' then park(delivery, KEYS[2], id, seq, ARGV[10], ARGV[11], now) end
elseif index + 1 < count then
  return { 'next', note_receipt(delivery), other_watchers(keys, ARGV[3], now) }
end

redis.call('HSET', delivery, 'over', 1)
local open = redis.call('HMGET', delivery, 'isOpen', 'openWords')
if open[1] and not (what == 'failed' and ARGV[12] == '1') then
  park(delivery, KEYS[2], id, seq, open[1], open[2], now)
end
redis.call('LREM', keys.outbox, 1, seq)
release_lane(keys, KEYS[1], id, now)
return { 'over', note_receipt(delivery), other_watchers(keys, ARGV[3], now) }
