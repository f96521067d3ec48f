-- The provider says how far a message got: in any order, more than once, before the answer to the sending itself, or
-- when that was lost.
-- KEYS  1 outbox ready   2 parked deliveries
-- ARGV  1 tag  2 session id  3 node  4 seq  5 index  6 the provider's id or ''  7 sent | delivered | read | failed
--       8 code or ''  9 words
-- Returns {outcome, receipt when that is news or '', watchers, trace that it was sent in or ''} outcome: noted | old |
-- foreign (another message's id) | none (no such message) Promise: a state never goes down, and failed is the last
-- word.
local tag, id, seq, index, now = ARGV[1], ARGV[2], ARGV[4], ARGV[5], now_ms()
local keys, delivery = session_keys(tag, id), delivery_key(tag, id, seq)
local s, x = 's' .. index, 'x' .. index
local message = redis.call('HMGET', delivery, s, x)
if not message[1] then return { 'none', '', {} } end
if message[2] and ARGV[6] ~= '' and message[2] ~= ARGV[6] then return { 'foreign', '', {} } end
if not message[2] and ARGV[6] ~= '' then redis.call('HSET', delivery, x, ARGV[6]) end

local before, said = RANK[message[1]], ARGV[7]
if not before then return { 'old', '', {} } end
if said == 'failed' then
  if before >= RANK.delivered then return { 'old', '', {} } end
  redis.call('HSET', delivery, s, 'failed', 'c' .. index, ARGV[8])
  park(delivery, KEYS[2], id, seq, ARGV[8], ARGV[9], now)
elseif RANK[said] > before then
  redis.call('HSET', delivery, s, said)
  if message[1] == 'unknown' then unpark_if_known(delivery, KEYS[2], id, seq) end
else
  return { 'old', '', {} }
end

-- Whoever waits to look for it need not wait any longer. A lane whose lease is out goes on by itself.
if before == 0 and tonumber(redis.call('HGET', keys.session, 'deliveryUntil') or 0) <= now
  and redis.call('LINDEX', keys.outbox, 0) == seq then
  redis.call('ZADD', KEYS[1], now, id)
end
return {
  'noted', note_receipt(delivery), other_watchers(keys, ARGV[3], now), redis.call('HGET', delivery, 'trace') or '' }
