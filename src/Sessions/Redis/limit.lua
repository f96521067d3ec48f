-- Counts one event against a limit per window.
-- KEYS  1 counter
-- ARGV  1 most within the window  2 window ms
-- Returns 0, or the ms until the window ends when the limit was reached before.
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
if count <= tonumber(ARGV[1]) then return 0 end
return math.max(redis.call('PTTL', KEYS[1]), 1)
