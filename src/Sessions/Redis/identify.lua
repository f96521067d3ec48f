-- Makes a visitor's session a user's, and shuts out whoever was let into it before.
-- KEYS  1 log
-- ARGV  1 tag  2 session id  3 node  4 user  5 the generation the visitor was let into  6 the user's hash
-- Returns {generation, watchers} generation: the new one; 0 when the session is not there, closed, another's or of
-- another generation Promise: a session becomes one user's only, and no node is told of it any more for the sake of
-- those who watched it before. Said again by the same user it answers the same.
local keys = session_keys(ARGV[1], ARGV[2])
local head = redis.call('HMGET', keys.session, 'status', 'owner', 'generation')
if not head[1] or head[1] == 'closed' then return { 0, {} } end
local found, let_into = tonumber(head[3] or 0), tonumber(ARGV[5])
if head[2] then
  local is_repeated = head[2] == ARGV[4] and found == let_into + 1
  return { is_repeated and found or 0, {} }
end
if found ~= let_into then return { 0, {} } end
local watchers = other_watchers(keys, ARGV[3], now_ms())
redis.call('DEL', keys.watchers)
redis.call('HSET', keys.session, 'owner', ARGV[4], 'contact', ARGV[4], 'generation', found + 1)
belongs(keys, ARGV[1], ARGV[2], ARGV[6])
log_entries(keys, KEYS[1], ARGV[2], '')
return { found + 1, watchers }
