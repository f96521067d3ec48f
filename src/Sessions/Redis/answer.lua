-- How a contact's message stands, and what was written after it once it waits no more.
-- KEYS  1 log (only names the slot)
-- ARGV  1 tag  2 session id  3 place of the message  4 entries after this place  5 how many at the most
-- Returns {session's fields, waiting | parked | over, entries oldest first, 1 when there are more} or nil when there is
-- no such session Promise: a message that is over has been answered by a turn that is committed, or will be by none;
-- what answers it is in the transcript.
local keys = session_keys(ARGV[1], ARGV[2])
local session = read_session(keys)
if not session then return nil end
local place, count = ARGV[3], tonumber(ARGV[5])
if redis.call('LPOS', keys.inbox, waiting_as(place, false))
  or redis.call('LPOS', keys.inbox, waiting_as(place, true)) then
  return { session, redis.call('HGET', keys.session, 'parked') == '1' and 'parked' or 'waiting', {}, 0 }
end
local entries = redis.call('XRANGE', keys.transcript, '(' .. ARGV[4] .. '-0', '+', 'COUNT', count + 1)
local more = 0
if #entries > count then
  entries[#entries] = nil
  more = 1
end
return { session, 'over', entries, more }
