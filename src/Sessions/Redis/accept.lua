-- Takes one inbound message in: once, durably, and with the lease when no one holds it.
-- KEYS  1 seen: the message's dedupe key  2 address: the address's running session  3 ready  4 log
--       5 consent: the address's opt-out  6 parked
-- ARGV  1 tag  2 session id, or '' to take the address's running session  3 id for a session to be opened
--       4 workspace  5 channel  6 address  7 locale  8 entry (JSON)  9 debounce ms
--       10 messages a minute, 0 = no limit (24: an hour, 25: a day)
--       11 1 = this node can run the turn now  12 node  13 lease ms  14 tail  15 most messages in a turn
--       16 seen for ms  17 retention ms  18 line or ''  19 where to answer  20 when it was sent (ms), 0 = now
--       21 stop | start | ''
--       22 the generation the sender was let into, or '' where the address decides
--       23 1 = it is to be a turn of its own  24 messages an hour  25 messages a day
--       26 1 = it may be stored; otherwise only what was taken in before is answered for
--       27 what this node has of a session (see grant), or ''
--       28 the address's hash, where that decides
-- Returns {outcome, session id, seq, at, retry/due in ms, watchers, grant or nil}
--       outcome: accepted | duplicate | unknown | closed | limited | limited:minute | limited:hour | limited:day |
--       superseded
-- Promise: a message is in the transcript exactly once, and from then on in the inbox until a turn that answers it is
-- committed. One that says stop has closed the way out before it is answered for.
local tag, id = ARGV[1], ARGV[2]
local now = now_ms()

local seen = redis.call('GET', KEYS[1])
if seen then
  -- Whoever is let in no more learns nothing of what they sent before either.
  if ARGV[22] ~= '' and (redis.call('HGET', session_keys(tag, id).session, 'generation') or '0') ~= ARGV[22] then
    return { 'superseded', id, 0, now, 0, {} }
  end
  local session, seq = string.match(seen, '^(.*):(%d+)$')
  return { 'duplicate', session, tonumber(seq), now, 0, {} }
end

if ARGV[26] ~= '1' then return { 'limited', id, 0, now, 0, {} } end

local by_address = id == ''
if by_address then id = redis.call('GET', KEYS[2]) or ARGV[3] end
local keys = session_keys(tag, id)
-- Each way of coming in keeps its own mark: only one of them keeps the address as well.
local kept_mark = by_address and 'keptByAddress' or 'kept'
local is_new = false
local head = redis.call('HMGET', keys.session, 'status', 'leaseUntil', 'parked', 'attempts', 'limits', 'firstWaiting',
  'seq', 'inboundAt', kept_mark, 'generation', 'nextWake')

if ARGV[22] ~= '' and head[1] and (head[10] or '0') ~= ARGV[22] then return { 'superseded', id, 0, now, 0, {} } end

-- What changes in the session is written at once, at the end.
local now_text = text_of(now)
local changed = { 'updated', now_text }
local function change(field, value)
  changed[#changed + 1] = field
  changed[#changed + 1] = value
end

if by_address and (not head[1] or head[1] == 'closed') then
  id = ARGV[3]
  keys = session_keys(tag, id)
  change('workspace', ARGV[4])
  change('channel', ARGV[5])
  change('address', ARGV[6])
  change('locale', ARGV[7])
  change('status', 'open')
  change('created', now_text)
  change('people', ARGV[28])
  if ARGV[18] ~= '' then change('line', ARGV[18]) end
  redis.call('SET', KEYS[2], id)
  head = { 'open' }
  is_new = true
end
local seq = tonumber(head[7] or 0) + 1
local seq_text = text_of(seq)
local stops = ARGV[18] ~= '' and ARGV[21] == 'stop'
if not head[1] or head[1] == 'closed' then
  if stops then redis.call('SET', KEYS[5], id .. ':' .. seq .. ':' .. now) end
  return { head[1] and 'closed' or 'unknown', id, 0, now, 0, {} }
end

-- However much someone writes, they are heard when they say stop.
-- What was counted is kept as '<ms the minute began>|<messages in it>|<hour>|<messages>|<day>|<messages>'. The longest
-- span comes first: it is the wait that counts. What is refused writes nothing.
local function too_many(name, length, start)
  return { 'limited:' .. name, id, 0, now, start + length - now, {} }
end
local per_minute, per_hour, per_day = tonumber(ARGV[10]), tonumber(ARGV[24]), tonumber(ARGV[25])
if not stops and per_minute + per_hour + per_day > 0 then
  local minute, in_minute, hour, in_hour, day, in_day = string.match(
    head[5] or '', '^(%d+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d+)$')
  if not minute or now - minute >= 60000 then minute, in_minute = now_text, 0 end
  if not hour or now - hour >= 3600000 then hour, in_hour = now_text, 0 end
  if not day or now - day >= 86400000 then day, in_day = now_text, 0 end
  if per_day > 0 and tonumber(in_day) >= per_day then return too_many('day', 86400000, day) end
  if per_hour > 0 and tonumber(in_hour) >= per_hour then return too_many('hour', 3600000, hour) end
  if per_minute > 0 and tonumber(in_minute) >= per_minute then return too_many('minute', 60000, minute) end
  change('limits', table.concat({ minute, in_minute + 1, hour, in_hour + 1, day, in_day + 1 }, '|'))
end

change('seq', seq_text)
write_entry(keys, seq_text, ARGV[8], now_text)
redis.call('SET', KEYS[1], id .. ':' .. seq_text, 'PX', ARGV[16])
if ARGV[18] ~= '' then
  local sent = tonumber(ARGV[20])
  if sent == 0 then sent = now end
  change('replyTo', ARGV[19])
  change('inboundAt', math.max(math.min(sent, now), tonumber(head[8] or 0)))
  change('contactSeq', seq)
  if stops then
    redis.call('SET', KEYS[5], id .. ':' .. seq .. ':' .. now)
    change('stopSeq', seq)
  end
  if ARGV[21] == 'start' then
    -- What no one asked for while the way was closed does not go out because it is open again.
    local by, since = string.match(redis.call('GET', KEYS[5]) or '', '^(.-):(%d+):%d+$')
    if by then
      change('refusedBefore', seq)
      change('refusedBelow', by == id and since or 1)
    end
    redis.call('DEL', KEYS[5])
    redis.call('HDEL', keys.session, 'stopSeq')
  end
end

if head[11] then cancel_by_message(keys) end

-- A person answers now, but what is said about consent is for the turn to write down.
local is_persons = head[1] == 'handedOver' and ARGV[21] == ''
local waiting, first, debounce = 0, tonumber(head[6] or now), tonumber(ARGV[9])
if not is_persons then
  waiting = redis.call('RPUSH', keys.inbox, waiting_as(seq_text, ARGV[23] == '1'))
  if waiting == 1 and debounce > 0 then
    first = now
    change('firstWaiting', now_text)
  end
end

local keep_anew = now - tonumber(head[9] or 0) >= KEEP_STEP_MS
if keep_anew then change(kept_mark, now_text) end
redis.call('HSET', keys.session, unpack(changed))
if keep_anew then
  if by_address then redis.call('PEXPIRE', KEYS[2], ARGV[17] + KEEP_STEP_MS) end
  keep(keys, ARGV[17], now)
end
local watchers = other_watchers(keys, ARGV[12], now)
tell(tag, id, ARGV[4], 'message', is_new, seq_text, seq_text, '', head[1])

if is_persons then
  log_entries(keys, KEYS[4], id, '')
  return { 'accepted', id, seq, now, 0, watchers, false }
end

local due, granted = 0, false
if head[3] == '1' then
  -- Whoever writes into a session that was given up has it tried again, and is told when that fails once more.
  take_back(keys.session, KEYS[6], id, 1)
  redis.call('ZADD', KEYS[3], now, id)
  due = 1
elseif tonumber(head[2] or 0) > now then
  -- Its holder finds the message at the commit; when the holder dies, the ready set leads another node here. A
  -- take-over in mid-turn has taken the session out of the set.
  redis.call('ZADD', KEYS[3], 'NX', head[2], id)
elseif tonumber(head[4] or 0) > 0 then
  -- A turn that was not committed waits in the ready set for its next attempt; one more message does not shorten that.
  redis.call('ZADD', KEYS[3], 'NX', now, id)
elseif debounce > 0 then
  -- Someone who never stops typing is answered after five windows all the same.
  local at = math.min(now + debounce, first + 5 * debounce)
  redis.call('ZADD', KEYS[3], at, id)
  due = math.max(at - now, 1)
elseif ARGV[11] == '1' then
  local is_sound
  is_sound, granted = pcall(
    grant, keys, KEYS[3], id, ARGV[12], tonumber(ARGV[13]), now, tonumber(ARGV[14]), tonumber(ARGV[15]), ARGV[27])
  if not is_sound then
    -- The message is kept all the same; whoever claims the session puts it aside.
    granted = false
    redis.call('ZADD', KEYS[3], now, id)
  end
else
  redis.call('ZADD', KEYS[3], now, id)
end
return { 'accepted', id, seq, now, due, watchers, granted }
