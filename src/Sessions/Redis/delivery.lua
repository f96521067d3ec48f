-- Put before the scripts of the outbox. A delivery is a hash; for each of its messages, by index from 0: w wire, s
-- state, x the provider's id, at when it was handed over, u how often its fate was unknown, l how often it was looked
-- for since, r how often it was sent again although its fate was unknown, c the provider's code when it failed.

local RANK = { waiting = 0, sending = 0, unknown = 0, sent = 1, delivered = 2, read = 3 }

-- Whether a fencing number is that of the delivery lease that is out.
local function delivers(session_key, fence)
  local lease = redis.call('HMGET', session_key, 'deliveryFence', 'deliveryUntil')
  return lease[1] == fence and tonumber(lease[2] or 0) > 0
end

-- How far the entry as a whole got: as far as the message that got least far; failed when one of them failed; unknown
-- when one of them will stay so.
local function how_far(delivery)
  local count = tonumber(redis.call('HGET', delivery, 'n') or 0)
  local is_over = redis.call('HGET', delivery, 'over') == '1'
  local least, unknown = nil, false
  for i = 0, count - 1 do
    local state = redis.call('HGET', delivery, 's' .. i) or 'waiting'
    if state == 'failed' then return 'failed' end
    if state == 'unknown' then unknown = true end
    least = math.min(least or 3, RANK[state])
  end
  if unknown and is_over then return 'unknown' end
  if (least or 0) == 0 then
    if redis.call('HGET', delivery, 'code') then return 'failed' end
    return 'queued'
  end
  return ({ 'sent', 'delivered', 'read' })[least]
end

-- Writes down how far the entry got and returns it when that is news, else ''.
local function note_receipt(delivery)
  local now_at = how_far(delivery)
  if redis.call('HGET', delivery, 'receipt') == now_at then return '' end
  redis.call('HSET', delivery, 'receipt', now_at)
  return now_at
end

local function release_lane(keys, outbox_ready, id, at)
  redis.call('HSET', keys.session, 'deliveryUntil', 0)
  if redis.call('LLEN', keys.outbox) > 0 then
    redis.call('ZADD', outbox_ready, at, id)
  else
    redis.call('ZREM', outbox_ready, id)
  end
end

-- Takes an entry from the operator's list when nothing of it is failed or open any more: it arrived after all.
local function unpark_if_known(delivery, parked, id, seq)
  for i = 0, tonumber(redis.call('HGET', delivery, 'n') or 0) - 1 do
    local state = redis.call('HGET', delivery, 's' .. i)
    if state == 'failed' or state == 'unknown' then return end
  end
  redis.call('HDEL', delivery, 'code', 'words', 'isOpen', 'openWords')
  redis.call('ZREM', parked, id .. '.' .. seq)
end

local function park(delivery, parked, id, seq, code, words, now)
  redis.call('HSET', delivery, 'code', code, 'words', words)
  redis.call('ZADD', parked, now, id .. '.' .. seq)
end

-- Puts the delivery that is up aside because it, or what it needs of its session, cannot be read; the lane goes on with
-- what stands behind it. Where not even its lane can be read the session leaves the ready set: there is nothing that
-- could be delivered.
local function put_delivery_aside(tag, id, outbox_ready, parked, why, now)
  local keys = session_keys(tag, id)
  local is_readable, seq = pcall(redis.call, 'LPOP', keys.outbox)
  if not is_readable or not seq then
    redis.call('ZREM', outbox_ready, id)
    return
  end
  if string.match(seq, '^%d+$') then
    redis.call('ZADD', parked, now, id .. '.' .. seq)
    pcall(
      redis.call, 'HSET', delivery_key(tag, id, seq), 'over', 1, 'code', 'unreadable', 'words',
      'It cannot be read: ' .. why)
  end
  pcall(redis.call, 'HSET', keys.session, 'deliveryUntil', 0)
  redis.call('ZADD', outbox_ready, now, id)
end
