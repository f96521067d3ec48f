-- Ends what a node that is gone still holds in one shard: its turns and deliveries are due at once instead of when
-- their leases run out.
-- KEYS  1 ready   2 outbox ready
-- ARGV  1 tag  2 the node that is gone  3 longest lease ms  4 forgive | blame: the try counts against the turn
-- Returns {{session id of a turn …}, how many deliveries}
-- Promise: nothing is taken from the living: who was only silent may still commit until another has taken the session
-- up. A delivery that may be on its way to the provider is left alone: it is looked for when its lease has run out.
-- Whether its death counts against a turn the caller says, who has looked at all shards: it does against one that ran
-- alone.
local function is_on_its_way(delivery)
  for i = 0, tonumber(redis.call('HGET', delivery, 'n') or 0) - 1 do
    if redis.call('HGET', delivery, 's' .. i) == 'sending' then return true end
  end
  return false
end

local tag, gone, now = ARGV[1], ARGV[2], now_ms()
local turns, deliveries = {}, 0

local function abandon_turn(id)
  local session = session_keys(tag, id).session
  local head = redis.call('HMGET', session, 'node', 'leaseUntil', 'fence')
  if head[1] ~= gone or tonumber(head[2] or 0) <= now then return end
  redis.call('HSET', session, 'leaseUntil', now, 'forgivenFence', head[3])
  redis.call('ZADD', KEYS[1], now + (ARGV[4] == 'forgive' and forgive(session) or 0), id)
  turns[#turns + 1] = id
end

local function abandon_delivery(id)
  local keys = session_keys(tag, id)
  local head = redis.call('HMGET', keys.session, 'deliveryNode', 'deliveryUntil')
  local seq = redis.call('LINDEX', keys.outbox, 0)
  if head[1] ~= gone or tonumber(head[2] or 0) <= now or not seq or is_on_its_way(delivery_key(tag, id, seq)) then
    return
  end
  redis.call('HSET', keys.session, 'deliveryUntil', now)
  redis.call('ZADD', KEYS[2], now, id)
  deliveries = deliveries + 1
end

-- One that cannot be read is put aside by whoever claims it, and keeps no other waiting here.
local function try(abandon, id)
  local is_sound, why = pcall(abandon, id)
  if not is_sound then raise_refused(why) end
end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, now + tonumber(ARGV[3]))) do
  try(abandon_turn, id)
end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. now, now + tonumber(ARGV[3]))) do
  try(abandon_delivery, id)
end
return { turns, deliveries }
