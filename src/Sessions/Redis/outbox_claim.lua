-- Takes up sessions of one shard that have something to deliver and are due: new, backed off long enough, or left by a
-- dead node.
-- KEYS  1 outbox ready   2 parked deliveries
-- ARGV  1 tag  2 lease ms  3 how many at the most  4 node
-- Returns {{session id, fence, seq, session's fields, entry, delivery's fields, preview, now} …}, {session whose first
-- delivery was put aside …} Promise: one delivery of a session at a time, in the order of its entries. One that cannot
-- be read is put aside, and holds up none.
local tag, now = ARGV[1], now_ms()
local granted, aside = {}, {}

local function take(id)
  local keys = session_keys(tag, id)
  local session = read_session(keys)
  local seq = redis.call('LINDEX', keys.outbox, 0)
  local entry = seq and redis.call('XRANGE', keys.transcript, seq .. '-0', seq .. '-0')[1]
  if not session or not seq then
    -- The session was forgotten: its time was over.
    redis.call('DEL', keys.outbox)
    redis.call('ZREM', KEYS[1], id)
  elseif not entry then
    -- The entry was erased; what stands behind it is found at the next look.
    redis.call('LPOP', keys.outbox)
  else
    local fence = redis.call('HINCRBY', keys.session, 'deliveryFence', 1)
    redis.call('HSET', keys.session, 'deliveryUntil', now + tonumber(ARGV[2]), 'deliveryNode', ARGV[4])
    redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), id)
    granted[#granted + 1] = {
      id, fence, tonumber(seq), session, entry, redis.call('HGETALL', delivery_key(tag, id, seq)),
      redis.call('GET', keys.preview), now }
  end
end

for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[3])) do
  local is_sound, why = pcall(take, id)
  if not is_sound then
    raise_refused(why)
    put_delivery_aside(tag, id, KEYS[1], KEYS[2], type(why) == 'table' and why.err or tostring(why), now)
    aside[#aside + 1] = id
  end
end
return { granted, aside }
