-- Asks the node that runs a session's turn to end it early.
-- KEYS  1 log (only names the slot)
-- ARGV  1 tag  2 session id  3 number of the turn, or '' for whichever runs  4 node that asks
--       5 what the other node is told  6 prefix of the nodes' topics
-- Returns here (it runs on the node that asks) | told | notRunning
local head = redis.call('HMGET', session_keys(ARGV[1], ARGV[2]).session, 'node', 'leaseUntil', 'turns')
local running = tonumber(head[3] or 0) + 1
if tonumber(head[2] or 0) <= now_ms() or (ARGV[3] ~= '' and tonumber(ARGV[3]) ~= running) then return 'notRunning' end
if head[1] == ARGV[4] then return 'here' end
redis.call('PUBLISH', ARGV[6] .. head[1], ARGV[5])
return 'told'
