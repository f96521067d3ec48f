-- Put before every script: what more than one verb does. A session's keys are built from its tag and id, so that a
-- script that learns the id only as it runs can still reach them; all of them share one hash tag, and so one slot of a
-- cluster.

local function now_ms()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function session_keys(tag, id)
  return {
    session = tag .. ':session:' .. id,
    transcript = tag .. ':transcript:' .. id,
    inbox = tag .. ':inbox:' .. id,
    outbox = tag .. ':outbox:' .. id,
    wakes = tag .. ':wakes:' .. id,
    woken = tag .. ':woken:' .. id,
    watchers = tag .. ':watchers:' .. id,
    preview = tag .. ':preview:' .. id,
  }
end

local SESSION_FIELDS = { 'workspace', 'channel', 'address', 'contact', 'locale', 'status', 'seq', 'created', 'updated',
  'line', 'replyTo', 'inboundAt', 'owner', 'generation', 'assignee', 'labels', 'priority' }

-- The session as C# reads it: the fields in the order above; nil where the session does not exist.
local function read_session(keys)
  local values = redis.call('HMGET', keys.session, unpack(SESSION_FIELDS))
  if not values[1] then return nil end
  return values
end

-- Nodes other than this one on which someone watches the session.
local function other_watchers(keys, node, now)
  local found = {}
  local watchers = redis.call('HGETALL', keys.watchers)
  for i = 1, #watchers, 2 do
    if watchers[i] ~= node and tonumber(watchers[i + 1]) > now then found[#found + 1] = watchers[i] end
  end
  return found
end

-- A whole number as text. Redis writes a number of Lua's in a way that takes it as long as a small command does; what
-- is told to it more than once is turned into text here, once.
local function text_of(number)
  return string.format('%d', number)
end

-- Writes the entry of a place. Redis refuses a place that is taken, or lies before one that is.
local function write_entry(keys, seq, entry, now)
  redis.call('XADD', keys.transcript, seq .. '-0', 'at', now, 'entry', entry)
end

local function delivery_key(tag, id, seq)
  return tag .. ':delivery:' .. id .. ':' .. seq
end

-- Puts an entry into the outbox. What it answers is the contact's newest message that it knows of, or 0 when no one
-- asked for it: after an opt-out only answers to what was said later may go out.
local function send_out(tag, keys, outbox_ready, id, seq, answers, now, retention_ms)
  local delivery = delivery_key(tag, id, seq)
  redis.call('HSET', delivery, 'answers', answers, 'receipt', 'queued')
  redis.call('PEXPIRE', delivery, retention_ms)
  redis.call('RPUSH', keys.outbox, seq)
  redis.call('ZADD', outbox_ready, 'NX', now, id)
end

-- How many of a shard's newest happenings are kept for those who follow a workspace and were away.
local FEED_LENGTH = '4000'

-- Tells those who follow a workspace what happened in one of its sessions. What it is: message, entry, turn, status,
-- marks; a session that was opened by it says so. In one field: each has a price.
local function tell(tag, id, workspace, what, is_new, from, to, turn, status)
  redis.call('XADD', tag .. ':feed', 'MAXLEN', '~', FEED_LENGTH, '*', 'is',
    table.concat({ what, id, is_new and 'new' or '', from, to, turn, status, workspace }, '|'))
  redis.call('PUBLISH', 'gateway:feed', tag)
end

-- Tells the archive which places of the transcript are new since it was last told.
local function log_entries(keys, log_key, id, turn)
  local marks = redis.call('HMGET', keys.session, 'seq', 'logged')
  local last, logged = tonumber(marks[1]), tonumber(marks[2] or 0)
  redis.call('XADD', log_key, '*', 'session', id, 'from', logged + 1, 'to', last, 'turn', turn)
  redis.call('HSET', keys.session, 'logged', last)
end

-- How long a session is kept counts from its last message. Not every message need say so to Redis: it is kept this much
-- longer instead.
local KEEP_STEP_MS = 3600000

-- Enters a session in the sets of those whose it is, each of which lives at least as long as the session. They are
-- found by the hash of an address or of a contact; several are parted by blanks.
local function enter(tag, id, people, lives)
  for person in string.gmatch(people, '%S+') do
    local sessions = tag .. ':sessions-of:' .. person
    redis.call('SADD', sessions, id)
    if redis.call('PTTL', sessions) < lives then redis.call('PEXPIRE', sessions, lives) end
  end
end

-- Notes of a session that was opened before whose it is as well.
local function belongs(keys, tag, id, person)
  local people = redis.call('HGET', keys.session, 'people')
  if not people then
    redis.call('HSET', keys.session, 'people', person)
  elseif not string.find(' ' .. people .. ' ', ' ' .. person .. ' ', 1, true) then
    redis.call('HSET', keys.session, 'people', people .. ' ' .. person)
  end
  enter(tag, id, person, redis.call('PTTL', keys.session))
end

-- A session that is to wake up later is kept until then and as long again as any other.
local function keep(keys, retention_ms, now)
  local kept = redis.call('HMGET', keys.session, 'lastWake', 'people')
  local last_wake = tonumber(kept[1] or 0)
  local lives = math.max(0, last_wake - now) + retention_ms + KEEP_STEP_MS
  redis.call('PEXPIRE', keys.session, lives)
  redis.call('PEXPIRE', keys.transcript, lives)
  if last_wake > 0 then redis.call('PEXPIRE', keys.wakes, lives) end
  if kept[2] then
    local tag, id = string.match(keys.session, '^({.-}):session:(.*)$')
    enter(tag, id, kept[2], lives)
    for person in string.gmatch(kept[2], '%S+') do
      local running = tag .. ':running:' .. person
      if redis.call('GET', running) == id then redis.call('PEXPIRE', running, lives) end
    end
  end
end

-- Whether a fencing number is that of the lease that is out: granted last, and neither committed, failed nor handed
-- back. Its time may be over: as long as no one else has taken the session up, its holder may still end the turn.
local function holds(session_key, fence)
  local lease = redis.call('HMGET', session_key, 'fence', 'leaseUntil')
  return lease[1] == fence and tonumber(lease[2] or 0) > 0
end

-- A turn whose node ended under it is not at fault: that try does not count against it. From the third time on it waits
-- before the next, up to a minute, so that one that does end its nodes ends them more and more rarely. Returns that
-- wait in ms.
local function forgive(session_key)
  local times = redis.call('HINCRBY', session_key, 'forgiven', 1)
  if times < 3 then return 0 end
  return math.min(60000, 1000 * 2 ^ (times - 3))
end

-- Gives a session up for now. It is tried again by itself, after a minute the first time and ever later, and after ten
-- times by hand alone; the parked set's score is that time.
local function give_up(session_key, ready_key, parked_key, id, now, words)
  local times = redis.call('HINCRBY', session_key, 'parkedTimes', 1)
  redis.call('HSET', session_key, 'parked', '1', 'parkedAt', now, 'error', words, 'leaseUntil', 0)
  redis.call('ZREM', ready_key, id)
  redis.call('ZADD', parked_key, times > 10 and '+inf' or now + math.min(3600000, 60000 * 2 ^ (times - 1)), id)
end

-- Ends a script whose write Redis has refused because its memory or its disk is full, or it is a replica: that is no
-- fault of what was being written, and nothing has been written yet. Any other error is what it seems.
local function raise_refused(why)
  local words = type(why) == 'table' and why.err or tostring(why)
  for _, code in ipairs({ 'OOM', 'MISCONF', 'READONLY', 'NOREPLICAS' }) do
    -- As a table the error keeps its code, which the caller knows it by.
    if string.find(words, code .. ' ', 1, true) then error({ err = words }) end
  end
end

-- Puts a session aside whose fields or keys are not what they ought to be, so that it stops no one else. Whatever can
-- be written down of it is.
local function put_aside(session_key, ready_key, parked_key, id, now, why)
  local words = 'What the session holds cannot be read: ' .. (type(why) == 'table' and why.err or tostring(why))
  redis.call('ZREM', ready_key, id)
  if not pcall(give_up, session_key, ready_key, parked_key, id, now, words) then
    redis.call('ZADD', parked_key, '+inf', id)
    pcall(redis.call, 'HSET', session_key, 'parked', '1', 'parkedAt', now, 'error', words, 'leaseUntil', 0)
  end
end

-- Lets a session that was given up run again: for one try, or for all of them.
local function take_back(session_key, parked_key, id, attempts)
  redis.call('ZREM', parked_key, id)
  redis.call('HDEL', session_key, 'parked', 'parkedAt', 'error')
  redis.call('HSET', session_key, 'attempts', attempts, 'forgiven', 0)
end

-- What stands in the inbox is a message's place, with '!' behind it when the message is to be a turn of its own.
local function waiting_as(place, stands_alone)
  return stands_alone and place .. '!' or tostring(place)
end

-- The place of what stands in the inbox; nil or false as it is.
local function place_of(waiting)
  return waiting and tonumber(string.match(waiting, '^%d+'))
end

-- The places of the messages that the next turn answers: one that stands alone, or those before the first that does.
local function next_in(inbox)
  local places = {}
  for i, waiting in ipairs(inbox) do
    local stands_alone = string.sub(waiting, -1) == '!'
    if stands_alone and i > 1 then break end
    places[i] = place_of(waiting)
    if stands_alone then break end
  end
  return places
end

-- A wake is kept under its name as '<due ms>|<flags>|<JSON>'. Flags: m, a message of the contact cancels it; b, it
-- begins the conversation.
local function due_of(wake)
  return tonumber(string.match(wake, '^%d+'))
end

-- Writes down when the session's next wake is due, and when its last.
local function note_wakes(keys)
  local next_due, last_due
  for _, wake in ipairs(redis.call('HVALS', keys.wakes)) do
    local due = due_of(wake)
    next_due, last_due = math.min(next_due or due, due), math.max(last_due or due, due)
  end
  if next_due then
    redis.call('HSET', keys.session, 'nextWake', next_due, 'lastWake', last_due)
  else
    redis.call('HDEL', keys.session, 'nextWake', 'lastWake')
  end
end

-- Whether a wake may be run: while a person has the session it sleeps on, and a closed one wakes no more.
local function may_wake(status)
  return status ~= 'handedOver' and status ~= 'closed'
end

-- Whether the next turn has a wake to answer: one that is due, or one that a turn which was not committed had taken.
local function is_woken(status, next_wake, woken, now)
  return may_wake(status) and (woken == '1' or (next_wake and tonumber(next_wake) <= now)) or false
end

-- Takes what is due for the turn that begins: from now on it is that turn's, however often the turn is run, and neither
-- moved nor cancelled. By time, and by name where that is the same.
local function take_wakes(keys, now)
  local due, all = {}, redis.call('HGETALL', keys.wakes)
  for i = 1, #all, 2 do
    if due_of(all[i + 1]) <= now then due[#due + 1] = { due_of(all[i + 1]), all[i], all[i + 1] } end
  end
  table.sort(due, function(a, b)
    if a[1] ~= b[1] then return a[1] < b[1] end
    return a[2] < b[2]
  end)
  for _, wake in ipairs(due) do
    redis.call('HDEL', keys.wakes, wake[2])
    redis.call('RPUSH', keys.woken, wake[3])
  end
  redis.call('HSET', keys.session, 'woken', 1)
  note_wakes(keys)
end

-- What the contact has written cancels the wakes that say so.
local function cancel_by_message(keys)
  local all, cancelled = redis.call('HGETALL', keys.wakes), false
  for i = 1, #all, 2 do
    if string.match(all[i + 1], '^%d+|%a*m') then
      redis.call('HDEL', keys.wakes, all[i])
      cancelled = true
    end
  end
  if cancelled then note_wakes(keys) end
end

-- Nothing waits to be run now: the session stands in the ready set for its next wake, or not at all.
local function rest(keys, ready_key, id, status)
  local next_wake = may_wake(status) and redis.call('HGET', keys.session, 'nextWake')
  if next_wake then
    redis.call('ZADD', ready_key, next_wake, id)
  else
    redis.call('ZREM', ready_key, id)
  end
end

-- The wakes have changed, or whether they may be run: where the session waits for nothing else, it waits for the next
-- of them.
local function reschedule(keys, ready_key, id, now)
  local head = redis.call('HMGET', keys.session, 'status', 'leaseUntil', 'parked', 'attempts', 'woken')
  if head[3] == '1' then return end
  if tonumber(head[2] or 0) > now then
    -- Its holder sees to it at the commit; when the holder dies, the ready set leads another node here.
    redis.call('ZADD', ready_key, 'NX', head[2], id)
  elseif redis.call('LLEN', keys.inbox) == 0 and tonumber(head[4] or 0) == 0 then
    if head[5] == '1' and may_wake(head[1]) then
      redis.call('ZADD', ready_key, now, id)
    else
      rest(keys, ready_key, id, head[1])
    end
  end
end

-- A closed session wakes no more.
local function forget_wakes(keys)
  redis.call('DEL', keys.wakes, keys.woken)
  redis.call('HDEL', keys.session, 'nextWake', 'lastWake', 'woken')
end

-- The last commit is kept as '<fence>|<ms>|<place of its first entry>'.
local function is_committed(commit, fence, at)
  local prefix = fence .. '|' .. at .. '|'
  return string.sub(commit, 1, #prefix) == prefix
end

-- Gives the session's lease to a node and returns what a turn needs: fence, attempt, turn number, inbox places, state,
-- the session's fields, the transcript's tail, which reaches back at least to the oldest message of the inbox, the
-- wakes, and the place that the node has read up to. What it says it has ('<id>|<fence>|<ms>|<place>': the session's
-- last turn was committed by it, under that fence and at that time, and it has read the transcript up to that place) it
-- is not given again: the state is nil then, and the tail what came after. It has nothing where anything else was done
-- since, and the place is -1 then; a Redis that has forgotten its newest writes has other times.
local function grant(keys, ready_key, id, node, lease_ms, now, tail, most, has)
  local values = redis.call(
    'HMGET', keys.session, 'fence', 'attempts', 'turns', 'nextWake', 'woken', 'committed', unpack(SESSION_FIELDS))
  local fence, attempt, till = tonumber(values[1] or 0) + 1, tonumber(values[2] or 0) + 1, text_of(now + lease_ms)
  redis.call(
    'HSET', keys.session, 'fence', text_of(fence), 'attempts', text_of(attempt), 'node', node, 'leaseUntil', till)
  redis.call('ZADD', ready_key, till, id)
  local session = { unpack(values, 7, 6 + #SESSION_FIELDS) }
  local waiting, woken = redis.call('LRANGE', keys.inbox, 0, most - 1), {}
  if is_woken(session[6], values[4], values[5], now) then
    if values[4] and tonumber(values[4]) <= now then take_wakes(keys, now) end
    woken = redis.call('LRANGE', keys.woken, 0, -1)
  end
  -- What is to be a turn of its own waits until the wakes have had theirs.
  local inbox = #woken > 0 and waiting[1] and string.sub(waiting[1], -1) == '!' and {} or next_in(waiting)
  if not inbox[1] and not woken[1] then error({ err = 'What waits is no message.' }) end
  local has_id, has_fence, has_at, has_place = string.match(has or '', '^(.-)|(%d+)|(%d+)|(%d+)$')
  local place = tonumber(has_place)
  if has_id == id and values[1] == has_fence and values[6] and is_committed(values[6], has_fence, has_at)
    and (not inbox[1] or inbox[1] > place) then
    local newest = tonumber(session[7])
    local reach = inbox[1] and math.max(tail, newest - inbox[1] + 1) or tail
    -- Where nothing came after, as with a wake, nothing is asked for.
    local newer = newest > place
      and redis.call('XREVRANGE', keys.transcript, '+', '(' .. has_place .. '-0', 'COUNT', reach) or {}
    return { fence, attempt, tonumber(values[3] or 0) + 1, inbox, false, session, newer, woken, place }
  end
  local reach = inbox[1] and math.max(tail, tonumber(session[7]) - inbox[1] + 1) or tail
  local recent = redis.call('XREVRANGE', keys.transcript, '+', '-', 'COUNT', reach)
  return {
    fence, attempt, tonumber(values[3] or 0) + 1, inbox, redis.call('HGET', keys.session, 'state') or '', session,
    recent, woken, -1 }
end
