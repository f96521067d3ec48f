-- Gives a name that someone opens a session under to that session, unless another has it.
-- KEYS  1 opened: the name
-- ARGV  1 session id and address, a blank between them  2 ms
-- Returns what the name stands for by now
-- Promise: who asks under one name, however often and wherever, is given one session for that long.
local held = redis.call('GET', KEYS[1])
if held then return held end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return ARGV[1]
