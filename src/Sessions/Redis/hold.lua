-- Lets a bucket give nothing before a time, and then one token; a longer wait stands.
-- KEYS  1 bucket
-- ARGV  1 ms to wait  2 tokens a second  3 most tokens
local now, wait = now_ms(), tonumber(ARGV[1])
if tonumber(redis.call('HGET', KEYS[1], 'at') or 0) >= now + wait then return 0 end
redis.call('HSET', KEYS[1], 'tokens', 1, 'at', now + wait)
redis.call('PEXPIRE', KEYS[1], wait + math.ceil(tonumber(ARGV[3]) * 1000 / tonumber(ARGV[2])) + 1000)
return 1
