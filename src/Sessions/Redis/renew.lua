-- Prolongs a lease that is still held.
-- KEYS  1 ready   2 session
-- ARGV  1 session id  2 fence  3 lease ms
-- Returns 1, or 0 when another node holds the session now.
if not holds(KEYS[2], ARGV[2]) then return 0 end
local till = now_ms() + tonumber(ARGV[3])
redis.call('HSET', KEYS[2], 'leaseUntil', till)
redis.call('ZADD', KEYS[1], till, ARGV[1])
return 1
