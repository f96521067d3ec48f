-- Takes up sessions of one shard that are due: never leased, debounced long enough, backed off long enough, to wake up
-- now, or left by a dead node.
-- KEYS  1 ready   2 parked
-- ARGV  1 tag  2 node  3 lease ms  4 how many at the most  5 most attempts  6 tail  7 most messages in a turn
--       8 most deaths of a node
-- Returns {{session id, grant, watchers} …}, {{parked session id, number of its turn, how many messages wait} …}
-- Promise: a lease that has not run out is never given away. A session is parked that failed by itself too often, or
-- whose nodes ended under it so often that it is no chance; one that cannot be read is put aside alone.
local tag, now = ARGV[1], now_ms()
local granted, parked = {}, {}

local function take(id)
  local keys = session_keys(tag, id)
  local head = redis.call(
    'HMGET', keys.session, 'attempts', 'forgiven', 'leaseUntil', 'fence', 'forgivenFence', 'status', 'nextWake',
    'woken')
  local attempts, forgiven = tonumber(head[1] or 0), tonumber(head[2] or 0)
  if tonumber(head[3] or 0) > 0 and head[5] ~= head[4] then
    -- It was neither committed nor failed nor handed back: its node ended, and no one saw it go.
    forgive(keys.session)
    forgiven = forgiven + 1
  end
  if redis.call('EXISTS', keys.session) == 0 then
    redis.call('ZREM', KEYS[1], id)
    redis.call('DEL', keys.wakes, keys.woken, keys.inbox)
  elseif redis.call('LLEN', keys.inbox) == 0 and not is_woken(head[6], head[7], head[8], now) then
    rest(keys, KEYS[1], id, head[6])
    redis.call('HSET', keys.session, 'attempts', 0, 'forgiven', 0)
  elseif attempts - forgiven >= tonumber(ARGV[5]) or forgiven >= tonumber(ARGV[8]) then
    give_up(keys.session, KEYS[1], KEYS[2], id, now,
      'Its node ended in mid-turn ' .. forgiven .. ' times, and it failed ' .. (attempts - forgiven) .. ' times.')
    parked[#parked + 1] = {
      id, tonumber(redis.call('HGET', keys.session, 'turns') or 0) + 1, redis.call('LLEN', keys.inbox) }
  else
    local grant = grant(keys, KEYS[1], id, ARGV[2], tonumber(ARGV[3]), now, tonumber(ARGV[6]), tonumber(ARGV[7]))
    granted[#granted + 1] = { id, grant, other_watchers(keys, ARGV[2], now) }
  end
end

for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, ARGV[4])) do
  local keys = session_keys(tag, id)
  local session = keys.session
  if redis.call('EXISTS', session) == 0 then
    redis.call('ZREM', KEYS[2], id)
    redis.call('DEL', keys.wakes, keys.woken, keys.inbox)
  -- One try: when it fails again it is given up again, for longer.
  elseif pcall(take_back, session, KEYS[2], id, tonumber(ARGV[5]) - 1) then
    redis.call('ZADD', KEYS[1], now, id)
  else
    redis.call('ZADD', KEYS[2], '+inf', id)
  end
end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[4])) do
  local is_sound, why = pcall(take, id)
  if not is_sound then
    raise_refused(why)
    put_aside(session_keys(tag, id).session, KEYS[1], KEYS[2], id, now, why)
    parked[#parked + 1] = { id, 0, 0 }
  end
end
return { granted, parked }
