-- Takes up sessions of one shard that are due: never leased, debounced long enough, backed off long enough, or left by a dead node.
-- KEYS  1 ready   2 parked
-- ARGV  1 tag  2 node  3 lease ms  4 how many at the most  5 most attempts  6 tail  7 most messages in a turn
-- Returns {{session id, grant, watchers} …}, {parked session id …}
-- Promise: a lease that has not run out is never given away, and a session that kills every node that takes it is parked.
local tag, now = ARGV[1], now_ms()
local granted, parked = {}, {}
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[4])
for _, id in ipairs(due) do
  local keys = session_keys(tag, id)
  local attempts = tonumber(redis.call('HGET', keys.session, 'attempts') or 0)
  if redis.call('EXISTS', keys.session) == 0 then
    redis.call('ZREM', KEYS[1], id)
  elseif redis.call('LLEN', keys.inbox) == 0 then
    redis.call('ZREM', KEYS[1], id)
    redis.call('HSET', keys.session, 'attempts', 0)
  elseif attempts >= tonumber(ARGV[5]) then
    redis.call('HSET', keys.session, 'parked', '1', 'error', 'The lease ran out ' .. attempts .. ' times: the node stopped in mid-turn.',
      'leaseUntil', 0)
    redis.call('ZREM', KEYS[1], id)
    redis.call('ZADD', KEYS[2], now, id)
    parked[#parked + 1] = id
  else
    granted[#granted + 1] = { id, grant(keys, KEYS[1], id, ARGV[2], tonumber(ARGV[3]), now, tonumber(ARGV[6]), tonumber(ARGV[7])),
      other_watchers(keys, ARGV[2], now) }
  end
end
return { granted, parked }
