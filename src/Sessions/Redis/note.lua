-- Notes what a visitor says about a session without writing into it: how far they have read, how they rate it.
-- KEYS  1 session   2 log
-- ARGV  1 session id  2 read place, 0 = not said  3 score, 0 = not said  4 comment
-- Returns the place read up to, or -1 when there is no such session. A place never goes back, nor beyond the transcript.
local seq = redis.call('HGET', KEYS[1], 'seq')
if not seq then return -1 end
local read = math.max(tonumber(redis.call('HGET', KEYS[1], 'read') or 0), math.min(tonumber(ARGV[2]), tonumber(seq)))
redis.call('HSET', KEYS[1], 'read', read)
if ARGV[3] ~= '0' then
  redis.call('HSET', KEYS[1], 'rating', ARGV[3], 'ratingComment', ARGV[4])
  local logged = tonumber(redis.call('HGET', KEYS[1], 'logged') or 0)
  redis.call('XADD', KEYS[2], '*', 'session', ARGV[1], 'from', logged + 1, 'to', logged, 'turn', '')
end
return read
