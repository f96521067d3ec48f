-- Hands a lease back unused: the node shuts down and another may take the session up at once.
-- KEYS  1 ready   2 session
-- ARGV  1 session id  2 fence
-- Returns 1, or 0 when the lease was no longer held.
if redis.call('HGET', KEYS[2], 'fence') ~= ARGV[2] or tonumber(redis.call('HGET', KEYS[2], 'leaseUntil') or 0) == 0 then return 0 end
redis.call('HINCRBY', KEYS[2], 'attempts', -1)
redis.call('HSET', KEYS[2], 'leaseUntil', 0)
redis.call('ZADD', KEYS[1], now_ms(), ARGV[1])
return 1
