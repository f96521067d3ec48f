-- Lets a parked session run again.
-- KEYS  1 ready   2 parked   3 session   4 inbox
-- ARGV  1 session id
-- Returns 1, or 0 when it was not parked or has been forgotten since.
if redis.call('ZSCORE', KEYS[2], ARGV[1]) == false then return 0 end
local kind = redis.call('TYPE', KEYS[3]).ok
-- Something else that lies in its place is for whoever put it there to take away; until then it stays parked.
if kind ~= 'hash' and kind ~= 'none' then return 0 end
if kind == 'none' then
  redis.call('ZREM', KEYS[2], ARGV[1])
  return 0
end
take_back(KEYS[3], KEYS[2], ARGV[1], 0)
redis.call('HSET', KEYS[3], 'parkedTimes', 0)
if redis.call('LLEN', KEYS[4]) > 0 then redis.call('ZADD', KEYS[1], now_ms(), ARGV[1]) end
return 1
