-- Ends a turn that threw: it is tried again after a back-off, or parked when it has been tried often enough.
-- KEYS  1 ready   2 parked   3 session
-- ARGV  1 session id  2 fence  3 error (its type and words, no contents)  4 back-off ms  5 most attempts
-- Returns retry | parked | lost
if not holds(KEYS[3], ARGV[2]) then return 'lost' end
local now = now_ms()
redis.call('HSET', KEYS[3], 'leaseUntil', 0, 'error', ARGV[3])
if tonumber(redis.call('HGET', KEYS[3], 'attempts') or 0) >= tonumber(ARGV[5]) then
  redis.call('HSET', KEYS[3], 'parked', '1')
  redis.call('ZREM', KEYS[1], ARGV[1])
  redis.call('ZADD', KEYS[2], now, ARGV[1])
  return 'parked'
end
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[4]), ARGV[1])
return 'retry'
