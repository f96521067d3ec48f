-- Lets a parked session run again.
-- KEYS  1 ready   2 parked   3 session   4 inbox
-- ARGV  1 session id
-- Returns 1, or 0 when it was not parked or has been forgotten since.
if redis.call('ZREM', KEYS[2], ARGV[1]) == 0 or redis.call('EXISTS', KEYS[3]) == 0 then return 0 end
redis.call('HDEL', KEYS[3], 'parked', 'error')
redis.call('HSET', KEYS[3], 'attempts', 0)
if redis.call('LLEN', KEYS[4]) > 0 then redis.call('ZADD', KEYS[1], now_ms(), ARGV[1]) end
return 1
