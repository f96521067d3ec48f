-- Begins a conversation from our side: takes the address's running session, or opens one, and gives it a cause for a
-- turn or an entry that is said as it is.
-- KEYS  1 seen: the beginning's dedupe key  2 address: the address's running session  3 ready  4 log
--       5 consent: the address's opt-out  6 outbox ready
-- ARGV  1 tag  2 id for a session to be opened  3 workspace  4 channel  5 address  6 locale  7 line or ''
--       8 where to write to  9 retention ms
--       10 1 = only to who has written before  11 the wake that begins it, or ''  12 its name  13 entry (JSON) or ''
--       14 1 = the entry goes to the provider
--       15 node  16 seen for ms  17 the most wakes of a session  18 the address's hash
-- Returns {outcome, session id, seq of the entry or 0, at, watchers}
--       outcome: begun | duplicate | optedOut | neverWrote | handedOver (a person has it, and the brain is silent) |
--       full
-- Promise: begun once under its name, and run by exactly one committed turn. Who has opted out is not begun with.
local tag, now = ARGV[1], now_ms()
local seen = redis.call('GET', KEYS[1])
if seen then
  local session, seq = string.match(seen, '^(.*):(%d+)$')
  return { 'duplicate', session, tonumber(seq), now, {} }
end
local id = redis.call('GET', KEYS[2])
if not id and ARGV[10] == '1' then return { 'neverWrote', '', 0, now, {} } end
if redis.call('EXISTS', KEYS[5]) == 1 then return { 'optedOut', id or '', 0, now, {} } end

local keys = session_keys(tag, id or ARGV[2])
local is_new = false
local head = redis.call('HMGET', keys.session, 'status', 'seq', 'inboundAt', 'replyTo')
if ARGV[10] == '1' and not head[1] then return { 'neverWrote', '', 0, now, {} } end
if not head[1] or head[1] == 'closed' then
  id = ARGV[2]
  keys = session_keys(tag, id)
  redis.call(
    'HSET', keys.session, 'workspace', ARGV[3], 'channel', ARGV[4], 'address', ARGV[5], 'locale', ARGV[6], 'status',
    'open',
    'seq', 0, 'created', now, 'updated', now, 'replyTo', head[4] or ARGV[8], 'people', ARGV[18])
  if ARGV[7] ~= '' then redis.call('HSET', keys.session, 'line', ARGV[7]) end
  -- What may be written depends on when the contact wrote last, be it in an earlier session.
  if head[3] then redis.call('HSET', keys.session, 'inboundAt', head[3]) end
  redis.call('SET', KEYS[2], id, 'PX', ARGV[9])
  head = { 'open', 0 }
  is_new = true
end

local seq = 0
if ARGV[13] ~= '' then
  seq = tonumber(head[2]) + 1
  write_entry(keys, seq, ARGV[13], now)
  if ARGV[14] == '1' then send_out(tag, keys, KEYS[6], id, seq, 0, now, ARGV[9]) end
  redis.call('HSET', keys.session, 'seq', seq, 'updated', now)
  log_entries(keys, KEYS[4], id, '')
else
  if head[1] == 'handedOver' then return { 'handedOver', id, 0, now, {} } end
  if redis.call('HLEN', keys.wakes) >= tonumber(ARGV[17]) then return { 'full', id, 0, now, {} } end
  redis.call('HSET', keys.wakes, ARGV[12], now .. ARGV[11])
  note_wakes(keys)
  reschedule(keys, KEYS[3], id, now)
end
if is_new or seq > 0 then tell(tag, id, ARGV[3], seq > 0 and 'entry' or 'status', is_new, seq, seq, '', head[1]) end
redis.call('SET', KEYS[1], id .. ':' .. seq, 'PX', ARGV[16])
keep(keys, ARGV[9], now)
return { 'begun', id, seq, now, other_watchers(keys, ARGV[15], now) }
