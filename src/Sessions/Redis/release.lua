-- Hands a lease back unused: the node shuts down and another may take the session up at once.
-- KEYS  1 ready   2 session
-- ARGV  1 session id  2 fence
-- Returns 1, or 0 when the lease was no longer held.
if not holds(KEYS[2], ARGV[2]) then return 0 end
local attempts = tonumber(redis.call('HGET', KEYS[2], 'attempts') or 0)
redis.call('HSET', KEYS[2], 'leaseUntil', 0, 'attempts', math.max(0, attempts - 1))
redis.call('ZADD', KEYS[1], now_ms(), ARGV[1])
return 1
