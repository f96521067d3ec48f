-- Counts events against a limit within any span of time, each once however often it is said.
-- KEYS  1 sorted set: the events by their time
-- ARGV  1 most within the span  2 span ms; then the events
-- Returns 1 when all of them are counted, or 0 when they are too many; none of them is counted then.
-- Promise: there is no span of that length with more events than the most. More than the most at once is let through
-- where there was nothing before.
local now, most, span = now_ms(), tonumber(ARGV[1]), tonumber(ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - span)
local before, new = redis.call('ZCARD', KEYS[1]), {}
for i = 3, #ARGV do
  if not redis.call('ZSCORE', KEYS[1], ARGV[i]) then new[#new + 1] = ARGV[i] end
end
if #new == 0 then return 1 end
if before > 0 and before + #new > most then return 0 end
for _, event in ipairs(new) do redis.call('ZADD', KEYS[1], now, event) end
redis.call('PEXPIRE', KEYS[1], span)
return 1
