-- Notes what a visitor says about a session without writing into it: how far they have read, how they rate it.
-- KEYS  1 session   2 log
-- ARGV  1 session id  2 read place, 0 = not said  3 score, 0 = not said  4 comment
--       5 the generation the visitor was let into
-- Returns the place read up to and whether it has moved (1, 0); or -1 and 0 when there is no such session, or the
-- visitor is let into it no more. A place never goes back, nor beyond the transcript. What changes nothing writes
-- nothing.
local known = redis.call('HMGET', KEYS[1], 'seq', 'read', 'rating', 'ratingComment', 'generation')
if not known[1] or (known[5] or '0') ~= ARGV[5] then return {-1, 0} end
local before = tonumber(known[2] or 0)
local read = math.max(before, math.min(tonumber(ARGV[2]), tonumber(known[1])))
if read > before then redis.call('HSET', KEYS[1], 'read', read) end
if ARGV[3] ~= '0' and (known[3] ~= ARGV[3] or known[4] ~= ARGV[4]) then
  redis.call('HSET', KEYS[1], 'rating', ARGV[3], 'ratingComment', ARGV[4])
  local logged = tonumber(redis.call('HGET', KEYS[1], 'logged') or 0)
  redis.call('XADD', KEYS[2], '*', 'session', ARGV[1], 'from', logged + 1, 'to', logged, 'turn', '')
end
return {read, read > before and 1 or 0}
