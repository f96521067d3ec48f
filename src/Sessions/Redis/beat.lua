-- A node says that it lives, and learns which others no longer do.
-- KEYS  1 nodes: when each was heard last (ms)
-- ARGV  1 node  2 ms without a word after which a node is gone  3 1 = it has beaten before
-- Returns {node that is gone …}
-- Promise: each node that is gone is told of to one node at a time: once more after as long again, unless what it held
-- was taken up and it was forgotten. When no one was heard for a while it was Redis that was away: then all of them are
-- given their time anew.
local now, patience = now_ms(), tonumber(ARGV[2])
local newest = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
if ARGV[3] == '1' and newest[2] and now - tonumber(newest[2]) > patience / 2 then
  for _, node in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do redis.call('ZADD', KEYS[1], now, node) end
end
redis.call('ZADD', KEYS[1], now, ARGV[1])
local gone = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. (now - patience))
for _, node in ipairs(gone) do redis.call('ZADD', KEYS[1], now, node) end
return gone
