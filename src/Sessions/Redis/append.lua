-- Writes an entry that no turn wrote (an operator's words, a notice) and changes the session's status with it.
-- KEYS  1 ready   2 log   3 parked   4 outbox ready
-- ARGV  1 tag  2 session id  3 node  4 entry (JSON) or ''  5 status or ''
--       6 the generation whoever asks was let into, or ''  7 retention ms  8 seen key or ''  9 seen for ms
--       10 where the session's channel has a provider: answer | unasked = the entry goes there, '' = it does not
--       11 the channels that have one, each between blanks
-- Returns {outcome, seq, at, watchers}   outcome: appended | duplicate | unknown | closed | superseded
-- Promise: a closed session takes nothing more in; one that is handed over or closed has no turn waiting and is not
-- parked: a person has it now, and what it was to wake up for waits until they hand it back.
local tag, id = ARGV[1], ARGV[2]
local keys = session_keys(tag, id)
local now = now_ms()
if ARGV[8] ~= '' then
  local seen = redis.call('GET', ARGV[8])
  if seen then return { 'duplicate', tonumber(seen), now, {} } end
end
local head = redis.call(
  'HMGET', keys.session, 'status', 'seq', 'channel', 'contactSeq', 'stopSeq', 'generation', 'workspace')
local status, seq = head[1], tonumber(head[2])
if not status then return { 'unknown', 0, now, {} } end
if ARGV[6] ~= '' and (head[6] or '0') ~= ARGV[6] then return { 'superseded', 0, now, {} } end
if status == 'closed' then return { 'closed', 0, now, {} } end
if ARGV[4] ~= '' then
  seq = seq + 1
  write_entry(keys, seq, ARGV[4], now)
  if ARGV[10] ~= '' and string.find(ARGV[11], ' ' .. head[3] .. ' ', 1, true) then
    -- A stop is answered by the turn it begins, and by no one after it.
    local is_answer = ARGV[10] == 'answer' and head[4] and head[4] ~= head[5]
    send_out(tag, keys, KEYS[4], id, seq, is_answer and head[4] or 0, now, ARGV[7])
  end
end
if ARGV[8] ~= '' then redis.call('SET', ARGV[8], seq, 'PX', ARGV[9]) end
if ARGV[5] ~= '' then
  redis.call('HSET', keys.session, 'status', ARGV[5])
  if ARGV[5] == 'handedOver' or ARGV[5] == 'closed' then
    redis.call('DEL', keys.inbox)
    redis.call('ZREM', KEYS[1], id)
    redis.call('ZREM', KEYS[3], id)
    redis.call('HDEL', keys.session, 'parked', 'parkedAt', 'error')
    redis.call('HSET', keys.session, 'attempts', 0, 'forgiven', 0, 'parkedTimes', 0)
    if ARGV[5] == 'closed' then forget_wakes(keys) end
  else
    reschedule(keys, KEYS[1], id, now)
  end
end
redis.call('HSET', keys.session, 'seq', seq, 'updated', now)
if ARGV[4] ~= '' then tell(tag, id, head[7], 'entry', false, seq, seq, '', status) end
if ARGV[5] ~= '' then tell(tag, id, head[7], 'status', false, 0, 0, '', ARGV[5]) end
log_entries(keys, KEYS[2], id, '')
keep(keys, ARGV[7], now)
return { 'appended', seq, now, other_watchers(keys, ARGV[3], now) }
