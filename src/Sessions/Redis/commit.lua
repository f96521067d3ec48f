-- Ends a turn: its entries, state and outbound messages are written, and the inbox advances, all at once or not at all.
-- KEYS  1 ready   2 log   3 outbox ready: sessions with something to deliver
-- ARGV  1 tag  2 session id  3 node  4 fence  5 turn number  6 place of the last message it answers  7 state
--       8 status or ''  9 locale or ''  10 1 = this node can run the next turn at once  11 lease ms  12 tail
--       13 most messages in a turn  14 retention ms  15 contact or ''
--       16 which entries go to the provider: for each 1 an answer, 2 unasked, 0 not; or '' for none
--       17 number of entries  18 number of changes to the wakes  19 what the turn leaves for the archive (JSON) or ''
--       20 the place that this node has read up to  21 1 = it answers wakes
--       then the entries (JSON), then for each change the wake's name and the wake, '' where it is cancelled, then the
--       contact's hash where the contact is another than before
-- Returns {outcome, seq of the first entry, at, watchers, grant of the next turn or nil}
--       outcome: committed | repeated | lost
-- Promise: only the newest lease commits, and a turn commits once: said again after a broken connection it
-- answers "repeated", with the next turn's lease once more when that was lost with the first answer. What an operator
-- did in mid-turn stands.
local tag, id, fence, turn = ARGV[1], ARGV[2], ARGV[4], tonumber(ARGV[5])
local keys = session_keys(tag, id)
local now = now_ms()
local head = redis.call(
  'HMGET', keys.session, 'fence', 'turns', 'committed', 'status', 'leaseUntil', 'handedOn', 'seq', 'logged', 'woken',
  'nextWake', 'workspace', 'forgiven', 'parkedTimes')
local turns, status = tonumber(head[2] or 0), head[4]

-- Who commits has read up to the place that it says, and what it commits.
local function grant_next(at)
  local has = table.concat({ id, fence, at, ARGV[20] }, '|')
  local is_sound, granted = pcall(
    grant, keys, KEYS[1], id, ARGV[3], tonumber(ARGV[11]), now, tonumber(ARGV[12]), tonumber(ARGV[13]), has)
  if is_sound then return granted end
  -- This turn is committed all the same; whoever claims the session puts it aside.
  redis.call('ZADD', KEYS[1], now, id)
  return false
end

if turns >= turn then
  local committed, at, first = string.match(head[3] or '', '^(%d+)|(%d+)|(%d+)$')
  if turns ~= turn or committed ~= fence then return { 'lost', 0, now, {}, false } end
  local granted = false
  if ARGV[10] == '1' and head[6] == head[1] and tonumber(head[5] or 0) > now and
    (redis.call('LLEN', keys.inbox) > 0 or is_woken(status, nil, head[9], now)) then
    -- The lease that went out with the first answer is still out, and no one has heard of it.
    redis.call('HSET', keys.session, 'attempts', 0, 'forgiven', 0)
    redis.call('HDEL', keys.session, 'handedOn')
    granted = grant_next(at)
  end
  return { 'repeated', tonumber(first), tonumber(at), other_watchers(keys, ARGV[3], now), granted }
end
if head[1] ~= fence or tonumber(head[5] or 0) == 0 then return { 'lost', 0, now, {}, false } end

local count, seq = tonumber(ARGV[17]), tonumber(head[7])
local first, last, now_text = text_of(seq + 1), text_of(seq + count), text_of(now)
for i = 1, count do
  write_entry(keys, seq + i, ARGV[21 + i], now_text)
  local way = string.sub(ARGV[16], i, i)
  if way == '1' or way == '2' then
    send_out(tag, keys, KEYS[3], id, seq + i, way == '1' and ARGV[6] or 0, now, ARGV[14])
  end
end
local logged = text_of(tonumber(head[8] or 0) + 1)
if ARGV[19] == '' then
  redis.call('XADD', KEYS[2], '*', 'session', id, 'from', logged, 'to', last, 'turn', ARGV[5])
else
  redis.call('XADD', KEYS[2], '*', 'session', id, 'from', logged, 'to', last, 'turn', ARGV[5], 'notes', ARGV[19])
end

if ARGV[8] ~= '' and status ~= 'closed' and status ~= 'handedOver' then status = ARGV[8] end
-- Those that a turn before it took, and that it was not given, wait on: a person had the session.
if head[9] == '1' and ARGV[21] == '1' then
  redis.call('DEL', keys.woken)
  redis.call('HDEL', keys.session, 'woken')
end
local next_wake, changes = head[10], tonumber(ARGV[18])
if changes > 0 then
  for i = 1, changes do
    local name, wake = ARGV[20 + count + 2 * i], ARGV[21 + count + 2 * i]
    if wake == '' then redis.call('HDEL', keys.wakes, name) else redis.call('HSET', keys.wakes, name, wake) end
  end
  note_wakes(keys)
  next_wake = redis.call('HGET', keys.session, 'nextWake')
  keep(keys, ARGV[14], now)
end
-- By place and not by number: the inbox may have been emptied and filled anew by a take-over since the turn began.
local answered, next_waiting = tonumber(ARGV[6]), nil
repeat
  next_waiting = redis.call('LPOP', keys.inbox)
until not next_waiting or place_of(next_waiting) > answered
-- Where a person had taken over before, the inbox holds only what was said about consent since.
local goes_on = next_waiting and status ~= 'closed' and (status ~= 'handedOver' or head[4] == 'handedOver')
if goes_on then
  redis.call('LPUSH', keys.inbox, next_waiting)
elseif next_waiting then
  redis.call('DEL', keys.inbox)
end

-- How long the session is kept counts from its last message: accept has seen to it a moment ago.
local changed = {
  'seq', last, 'logged', last, 'turns', ARGV[5], 'state', ARGV[7], 'updated', now_text, 'attempts', '0', 'leaseUntil',
  '0',
  'committed', fence .. '|' .. now_text .. '|' .. first }
local function change(field, value)
  changed[#changed + 1] = field
  changed[#changed + 1] = value
end
if status ~= head[4] then change('status', status) end
if (head[12] or '0') ~= '0' then change('forgiven', '0') end
if (head[13] or '0') ~= '0' then change('parkedTimes', '0') end
if ARGV[9] ~= '' then change('locale', ARGV[9]) end
if ARGV[15] ~= '' then change('contact', ARGV[15]) end
redis.call('HSET', keys.session, unpack(changed))
if head[6] then redis.call('HDEL', keys.session, 'handedOn') end
local contact = ARGV[22 + count + 2 * changes]
if contact then belongs(keys, tag, id, contact) end

tell(tag, id, head[11], 'turn', false, first, last, ARGV[5], status)
if status == 'closed' and (next_wake or head[9]) then forget_wakes(keys) end

local granted = false
if not goes_on and not is_woken(status, next_wake, nil, now) then
  -- Of what was to be cancelled nothing stands in the ready set: a turn that ends without a wake has none to look for.
  if next_wake then rest(keys, KEYS[1], id, status) else redis.call('ZREM', KEYS[1], id) end
elseif ARGV[10] == '1' then
  granted = grant_next(now_text)
  if granted then redis.call('HSET', keys.session, 'handedOn', granted[1]) end
else
  redis.call('ZADD', KEYS[1], now, id)
end
return { 'committed', seq + 1, now, other_watchers(keys, ARGV[3], now), granted }
