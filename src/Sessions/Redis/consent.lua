-- Closes or opens the way out to an address because of something that was said elsewhere: by another of the contact's
-- addresses, by the provider, or before Redis was lost.
-- KEYS  1 consent   2 address: the address's running session
-- ARGV  1 tag  2 1 = opted out  3 the session it was said in when that is the address's own, or ''
--       4 the place it was said at there
-- Returns 1 when that changed something
-- Promise: nothing that waits is sent after an opt-out; an opt-out said by the address itself stays as it is, with the
-- answer it may have.
if ARGV[2] ~= '1' then return redis.call('DEL', KEYS[1]) end
if ARGV[3] ~= '' then
  redis.call('HSET', session_keys(ARGV[1], ARGV[3]).session, 'stopSeq', ARGV[4])
  return redis.call('SETNX', KEYS[1], ARGV[3] .. ':' .. ARGV[4] .. ':' .. now_ms())
end
local id = redis.call('GET', KEYS[2])
local seq = id and redis.call('HGET', session_keys(ARGV[1], id).session, 'seq') or 0
return redis.call('SETNX', KEYS[1], (id or '') .. ':' .. (tonumber(seq or 0) + 1) .. ':' .. now_ms())
