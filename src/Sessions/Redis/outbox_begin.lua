-- Writes down that one message is about to be handed to the provider, and prolongs the lease. From here on until its
-- end is said, its fate is open.
-- KEYS  1 outbox ready   2 consent
-- ARGV  1 tag  2 session id  3 fence  4 seq  5 index  6 lease ms
--       7 number of wires, 0: they are there; then the wires, which replace those there are; then the trace or ''
-- Returns {outcome, now}   outcome: begun | already (the provider has it) | optedOut | lost
-- Promise: whoever has opted out is sent nothing but answers to what they said later, and what waited meanwhile is not
-- sent once they opt in again.
local tag, id, seq, index, now = ARGV[1], ARGV[2], ARGV[4], ARGV[5], now_ms()
local keys, delivery = session_keys(tag, id), delivery_key(tag, id, seq)
if not delivers(keys.session, ARGV[3]) then return { 'lost', now } end

local closed = redis.call('GET', KEYS[2])
local said = redis.call('HMGET', delivery, 'answers', 'wantedSince')
local answers = tonumber(said[1] or 0)
local refused = redis.call('HMGET', keys.session, 'refusedBefore', 'refusedBelow')
if refused[1] and tonumber(seq) < tonumber(refused[1]) and answers < tonumber(refused[2]) and said[2] ~= refused[1] then
  return { 'optedOut', now }
end
if closed then
  local by, since, at = string.match(closed, '^(.-):(%d+):(%d+)$')
  -- By Redis's clock and not by the sessions' ids, which carry that of the node they were opened on.
  local is_later = answers > 0
  if by == id then
    is_later = is_later and answers >= tonumber(since)
  else
    is_later = is_later and tonumber(redis.call('HGET', keys.session, 'created')) >= tonumber(at)
  end
  if not is_later then return { 'optedOut', now } end
end

local count = tonumber(ARGV[7])
if count > 0 then
  for i = 0, tonumber(redis.call('HGET', delivery, 'n') or 0) - 1 do
    redis.call('HDEL', delivery, 'w' .. i, 's' .. i)
  end
  redis.call('HSET', delivery, 'n', count)
  for i = 1, count do redis.call('HSET', delivery, 'w' .. (i - 1), ARGV[7 + i], 's' .. (i - 1), 'waiting') end
end

local trace = ARGV[8 + count]
if trace ~= '' then redis.call('HSET', delivery, 'trace', trace) end

local state = redis.call('HGET', delivery, 's' .. index)
if state ~= 'waiting' then return { 'already', now } end
redis.call('HSET', delivery, 's' .. index, 'sending', 'at' .. index, now)
redis.call('HSET', keys.session, 'deliveryUntil', now + tonumber(ARGV[6]))
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[6]), id)
return { 'begun', now }
