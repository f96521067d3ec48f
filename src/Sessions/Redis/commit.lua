-- Ends a turn: its entries, state and outbound messages are written, and the inbox advances, all at once or not at all.
-- KEYS  1 ready   2 log   3 outbox ready: sessions with something to deliver
-- ARGV  1 tag  2 session id  3 node  4 fence  5 turn number  6 place of the last message it answers  7 state
--       8 status or ''  9 locale or ''  10 1 = this node can run the next turn at once  11 lease ms  12 tail
--       13 most messages in a turn  14 retention ms  15 number of entries, then the entries (JSON), then the outbound messages (JSON)
-- Returns {outcome, seq of the first entry, at, watchers, grant of the next turn or nil}   outcome: committed | repeated | lost
-- Promise: only the newest lease commits, and a turn commits once: said again after a broken connection it answers "repeated", with
-- the next turn's lease once more when that was lost with the first answer. What an operator did in mid-turn stands.
local tag, id, fence, turn = ARGV[1], ARGV[2], ARGV[4], tonumber(ARGV[5])
local keys = session_keys(tag, id)
local now = now_ms()
local head = redis.call('HMGET', keys.session, 'fence', 'turns', 'committedFence', 'firstCommitted', 'committedAt', 'status', 'leaseUntil', 'handedOn')
local turns, lease_until = tonumber(head[2] or 0), tonumber(head[7] or 0)

local function grant_next()
  return grant(keys, KEYS[1], id, ARGV[3], tonumber(ARGV[11]), now, tonumber(ARGV[12]), tonumber(ARGV[13]))
end

if turns >= turn then
  if turns ~= turn or head[3] ~= fence then return { 'lost', 0, now, {}, false } end
  local granted = false
  if ARGV[10] == '1' and head[8] == head[1] and lease_until > now and redis.call('LLEN', keys.inbox) > 0 then
    -- The lease that went out with the first answer is still out, and no one has heard of it.
    redis.call('HSET', keys.session, 'attempts', 0, 'handedOn', 0)
    granted = grant_next()
  end
  return { 'repeated', tonumber(head[4]), tonumber(head[5]), other_watchers(keys, ARGV[3], now), granted }
end
if head[1] ~= fence or lease_until == 0 then return { 'lost', 0, now, {}, false } end

local count = tonumber(ARGV[15])
local first = tonumber(redis.call('HGET', keys.session, 'seq')) + 1
for i = 1, count do append_entry(keys, ARGV[15 + i], now) end
for i = 16 + count, #ARGV do redis.call('RPUSH', keys.outbox, ARGV[i]) end
if #ARGV > 15 + count then redis.call('ZADD', KEYS[3], now, id) end
-- By place and not by number: the inbox may have been emptied and filled anew by a take-over since the turn began.
local answered, next_waiting = tonumber(ARGV[6]), tonumber(redis.call('LINDEX', keys.inbox, 0))
while next_waiting and next_waiting <= answered do
  redis.call('LPOP', keys.inbox)
  next_waiting = tonumber(redis.call('LINDEX', keys.inbox, 0))
end

local status = head[6]
if ARGV[8] ~= '' and status ~= 'closed' and status ~= 'handedOver' then status = ARGV[8] end
redis.call('HSET', keys.session, 'turns', turn, 'state', ARGV[7], 'status', status, 'updated', now, 'attempts', 0,
  'committedFence', fence, 'firstCommitted', first, 'committedAt', now, 'handedOn', 0)
if ARGV[9] ~= '' then redis.call('HSET', keys.session, 'locale', ARGV[9]) end
log_entries(keys, KEYS[2], id, turn)
keep(keys, ARGV[14])

local granted = false
if status == 'handedOver' or status == 'closed' then redis.call('DEL', keys.inbox) end
if not next_waiting or status == 'handedOver' or status == 'closed' then
  redis.call('ZREM', KEYS[1], id)
  redis.call('HSET', keys.session, 'leaseUntil', 0)
elseif ARGV[10] == '1' then
  granted = grant_next()
  redis.call('HSET', keys.session, 'handedOn', granted[1])
else
  redis.call('HSET', keys.session, 'leaseUntil', 0)
  redis.call('ZADD', KEYS[1], now, id)
end
return { 'committed', first, now, other_watchers(keys, ARGV[3], now), granted }
