-- Takes tokens out of a bucket that fills by itself.
-- KEYS  1 bucket
-- ARGV  1 tokens a second  2 most tokens  3 how many to take  4 how many must be left
-- Returns 0 when they were taken, or the ms until there will be enough; nothing is taken then. More than the bucket
-- holds is taken when it is full, and paid back before anyone else gets something.
local now = now_ms()
local rate, most, cost, reserve = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = math.min(most, tonumber(bucket[1] or most) + (now - tonumber(bucket[2] or now)) * rate / 1000)
local needed = math.min(cost + reserve, most)
if tokens < needed then return math.ceil((needed - tokens) * 1000 / rate) end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens - cost), 'at', now)
redis.call('PEXPIRE', KEYS[1], math.ceil((most + cost) * 1000 / rate) + 1000)
return 0
