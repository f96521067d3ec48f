-- Counts an amount against a limit for each of several spans, each from its first event.
-- KEYS  one counter for each span
-- ARGV  1 how much  2 within: only when there is room for all of it | after: it has happened
--       3 … for each counter: the most, the span in ms
-- Returns {0, 0}, or {which counter is full, ms until its span ends}: of several the one that takes longest.
-- Promise: what is refused is not counted, and writes nothing.
local amount, is_past = tonumber(ARGV[1]), ARGV[2] == 'after'
local full, wait = 0, 0
local function note(i)
  local left = math.max(redis.call('PTTL', KEYS[i]), 1)
  if left > wait then full, wait = i, left end
end

for i, key in ipairs(KEYS) do
  if not is_past and tonumber(redis.call('GET', key) or 0) + amount > tonumber(ARGV[1 + 2 * i]) then note(i) end
end
if full > 0 then return { full, wait } end
for i, key in ipairs(KEYS) do
  local count = redis.call('INCRBY', key, amount)
  if count == amount then redis.call('PEXPIRE', key, ARGV[2 + 2 * i]) end
  if is_past and count >= tonumber(ARGV[1 + 2 * i]) then note(i) end
end
return { full, wait }
