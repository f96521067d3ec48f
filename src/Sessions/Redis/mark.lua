-- Changes what the people of a workspace note on a session: who has it, its labels, how urgent it is.
-- KEYS  1 log
-- ARGV  1 tag  2 session id
--       3 node; then for each of assignee, labels (JSON) and priority '' to leave it, or '=' and the new value, nothing
--         to clear it
-- Returns {1, watchers}, or {0, {}} when there is no such session.
local keys = session_keys(ARGV[1], ARGV[2])
local head = redis.call('HMGET', keys.session, 'workspace', 'status')
if not head[1] then return { 0, {} } end
local now = now_ms()
for i, field in ipairs({ 'assignee', 'labels', 'priority' }) do
  local value = ARGV[3 + i]
  if value == '=' then
    redis.call('HDEL', keys.session, field)
  elseif value ~= '' then
    redis.call('HSET', keys.session, field, string.sub(value, 2))
  end
end
redis.call('HSET', keys.session, 'updated', now)
log_entries(keys, KEYS[1], ARGV[2], '')
tell(ARGV[1], ARGV[2], head[1], 'marks', false, 0, 0, '', head[2])
return { 1, other_watchers(keys, ARGV[3], now) }
