-- Sends a parked delivery again: those of its messages that the provider does not surely have, before everything that
-- came later.
-- KEYS  1 outbox ready   2 parked deliveries
-- ARGV  1 tag  2 session id  3 seq
-- Returns 1, or 0 when it was not parked or its session has been forgotten since.
local tag, id, seq = ARGV[1], ARGV[2], ARGV[3]
local keys, delivery = session_keys(tag, id), delivery_key(tag, id, seq)
if redis.call('ZSCORE', KEYS[2], id .. '.' .. seq) == false then return 0 end
local kind = redis.call('TYPE', delivery).ok
-- Something else that lies in its place is for whoever put it there to take away; until then it stays parked.
if kind ~= 'hash' and kind ~= 'none' then return 0 end
redis.call('ZREM', KEYS[2], id .. '.' .. seq)
if redis.call('EXISTS', keys.session) == 0 or kind == 'none' then return 0 end
redis.call('HDEL', delivery, 'code', 'words', 'over', 'isOpen', 'openWords', 'attempts')
-- Who has opted in again since the entry had to wait may be sent it when an operator wants it so.
redis.call(
  'HSET', delivery, 'retried', now_ms(), 'wantedSince', redis.call('HGET', keys.session, 'refusedBefore') or '')
for i = 0, tonumber(redis.call('HGET', delivery, 'n') or 0) - 1 do
  local state = redis.call('HGET', delivery, 's' .. i)
  if state == 'failed' or state == 'unknown' then
    redis.call('HDEL', delivery, 'x' .. i, 'c' .. i, 'u' .. i, 'l' .. i)
    redis.call('HSET', delivery, 's' .. i, 'waiting')
  end
end
note_receipt(delivery)
redis.call('LREM', keys.outbox, 0, seq)
redis.call('LPUSH', keys.outbox, seq)
-- A pause that the provider asked for, or that a look needs to find anything, is not shortened.
redis.call('ZADD', KEYS[1], 'NX', now_ms(), id)
return 1
