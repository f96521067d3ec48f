-- Sets a wake of a session, moves it, or cancels it.
-- KEYS  1 ready
-- ARGV  1 tag  2 session id  3 name  4 the wake, or '' to cancel it  5 retention ms  6 the most wakes of a session
-- Returns {outcome, ms until it is due} outcome: set | cancelled | none (there is no such wake, or a turn has it
-- already) | full | unknown | closed Promise: a wake that was set is run by exactly one committed turn, unless it is
-- cancelled before a turn has taken it or its session is closed.
local id, now = ARGV[2], now_ms()
local keys = session_keys(ARGV[1], id)
local status = redis.call('HGET', keys.session, 'status')
if not status then return { 'unknown', 0 } end
if status == 'closed' then return { 'closed', 0 } end
if ARGV[4] == '' then
  if redis.call('HDEL', keys.wakes, ARGV[3]) == 0 then return { 'none', 0 } end
elseif redis.call('HEXISTS', keys.wakes, ARGV[3]) == 0 and redis.call('HLEN', keys.wakes) >= tonumber(ARGV[6]) then
  return { 'full', 0 }
else
  redis.call('HSET', keys.wakes, ARGV[3], ARGV[4])
end
note_wakes(keys)
if ARGV[4] ~= '' then keep(keys, ARGV[5], now) end
reschedule(keys, KEYS[1], id, now)
if ARGV[4] == '' then return { 'cancelled', 0 } end
return { 'set', math.max(0, due_of(ARGV[4]) - now) }
