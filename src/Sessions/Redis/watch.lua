-- Notes that someone on a node watches the session, and gives what they have to be shown.
-- KEYS  1 log (only names the slot)
-- ARGV  1 tag  2 session id  3 node  4 ms until the note must be renewed
--       5 entries after this place, -1: the newest ones  6 how many, 0: none
--       7 what to say to the node that is running a turn, if it is another one  8 prefix of the nodes' topics
-- Returns {session's fields, entries oldest first, 1 when there are more, how far each entry got or ''} or nil when
-- there is no such session Promise: whoever holds the lease learns of the watcher before the watcher has its answer.
local keys = session_keys(ARGV[1], ARGV[2])
local session = read_session(keys)
if not session then return nil end
local now = now_ms()
if ARGV[3] ~= '' then
  redis.call('HSET', keys.watchers, ARGV[3], now + tonumber(ARGV[4]))
  redis.call('PEXPIRE', keys.watchers, ARGV[4])
  local holder = redis.call('HMGET', keys.session, 'node', 'leaseUntil')
  if holder[1] and holder[1] ~= ARGV[3] and tonumber(holder[2] or 0) > now then
    redis.call('PUBLISH', ARGV[8] .. holder[1], ARGV[7])
  end
end
-- Kept as text: Lua would write a large number in a way that is no stream id.
local after, count = ARGV[5], tonumber(ARGV[6])
if count == 0 then return { session, {}, 0, {} } end
if after == '-1' then after = math.max(0, tonumber(session[7]) - count) end
local entries = redis.call('XRANGE', keys.transcript, '(' .. after .. '-0', '+', 'COUNT', count + 1)
local more = 0
if #entries > count then
  entries[#entries] = nil
  more = 1
end
local receipts = {}
if session[10] then
  for i = 1, #entries do
    local seq = string.match(entries[i][1], '^%d+')
    receipts[i] = redis.call('HGET', delivery_key(ARGV[1], ARGV[2], seq), 'receipt') or ''
  end
end
return { session, entries, more, receipts }
