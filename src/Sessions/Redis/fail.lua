-- Ends a turn that threw: it is tried again after a back-off, or parked when it has been tried often enough.
-- KEYS  1 ready   2 parked   3 session
-- ARGV  1 session id  2 fence  3 error (its type and words, no contents)  4 back-off ms  5 most attempts
-- Returns retry | parked | lost
if not holds(KEYS[3], ARGV[2]) then return 'lost' end
local now = now_ms()
local head = redis.call('HMGET', KEYS[3], 'attempts', 'forgiven')
if tonumber(head[1] or 0) - tonumber(head[2] or 0) >= tonumber(ARGV[5]) then
  give_up(KEYS[3], KEYS[1], KEYS[2], ARGV[1], now, ARGV[3])
  return 'parked'
end
redis.call('HSET', KEYS[3], 'leaseUntil', 0, 'error', ARGV[3])
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[4]), ARGV[1])
return 'retry'
