-- What a node holds in one shard: the sessions whose turns it runs, and those whose deliveries it has taken up.
-- KEYS  1 ready   2 outbox ready
-- ARGV  1 tag  2 node  3 longest lease ms
-- Returns {{session id, fence} …}, {{session id, delivery fence} …}
local tag, now = ARGV[1], now_ms()

local function held(ready_key, node_field, until_field, fence_field)
  local found = {}
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', ready_key, '(' .. now, now + tonumber(ARGV[3]))) do
    -- One that cannot be read is held by no one.
    local is_sound, head = pcall(
      redis.call, 'HMGET', session_keys(tag, id).session, node_field, until_field, fence_field)
    if is_sound and head[1] == ARGV[2] and (tonumber(head[2]) or 0) > now then found[#found + 1] = { id, head[3] } end
  end
  return found
end

return { held(KEYS[1], 'node', 'leaseUntil', 'fence'), held(KEYS[2], 'deliveryNode', 'deliveryUntil', 'deliveryFence') }
