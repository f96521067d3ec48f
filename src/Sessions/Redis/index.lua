-- Notes whose a session of an earlier version is.
-- KEYS  1 session
-- ARGV  1 tag  2 session id  3 … the hashes of those whose it is
local keys = session_keys(ARGV[1], ARGV[2])
if redis.call('EXISTS', keys.session) == 0 then return 0 end
for i = 3, #ARGV do belongs(keys, ARGV[1], ARGV[2], ARGV[i]) end
return 1
