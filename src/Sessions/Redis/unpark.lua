-- Lets a parked session run again.
-- KEYS  1 ready   2 parked
-- ARGV  1 tag  2 session id
-- Returns 1, or 0 when it was not parked or has been forgotten since.
local id, keys = ARGV[2], session_keys(ARGV[1], ARGV[2])
if redis.call('ZSCORE', KEYS[2], id) == false then return 0 end
local kind = redis.call('TYPE', keys.session).ok
-- Something else that lies in its place is for whoever put it there to take away; until then it stays parked.
if kind ~= 'hash' and kind ~= 'none' then return 0 end
if kind == 'none' then
  redis.call('ZREM', KEYS[2], id)
  return 0
end
take_back(keys.session, KEYS[2], id, 0)
redis.call('HSET', keys.session, 'parkedTimes', 0)
if redis.call('LLEN', keys.inbox) > 0 then
  redis.call('ZADD', KEYS[1], now_ms(), id)
else
  reschedule(keys, KEYS[1], id, now_ms())
end
return 1
