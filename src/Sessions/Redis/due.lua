-- Looks which of some shards hold something that is due, in one call for all that the server serves. Writes nothing.
-- KEYS  1 any key of one of the shards: it leads to the server
-- ARGV  1 how many sorted sets each has  2 … what their keys end in; then the tags of the shards
-- Returns {tag …}
-- Promise: a shard with something due is among them. So is one that another server serves by now: whoever claims there
-- is led to it.
local kinds, due, now = tonumber(ARGV[1]), {}, nil

local function is_due(key)
  local first = redis.pcall('ZRANGE', key, 0, 0, 'WITHSCORES')
  -- Whatever is wrong with it, the claim says so.
  if first.err then return true end
  if not first[2] then return false end
  now = now or now_ms()
  return tonumber(first[2]) <= now
end

local function keys_of(first_kind, last_kind)
  local keys = {}
  for kind = first_kind, last_kind do
    for i = kinds + 2, #ARGV do keys[#keys + 1] = ARGV[i] .. ':' .. ARGV[kind] end
  end
  return keys
end

-- Mostly there is nothing at all. In a cluster they cannot be asked for together: then it is looked at each.
local function is_empty(keys)
  return redis.pcall('EXISTS', unpack(keys)) == 0
end

if is_empty(keys_of(2, kinds + 1)) then return {} end
for kind = 2, kinds + 1 do
  local keys = keys_of(kind, kind)
  if kinds == 1 or not is_empty(keys) then
    for i, key in ipairs(keys) do
      local tag = ARGV[kinds + 1 + i]
      if not due[tag] and is_due(key) then due[tag] = true end
    end
  end
end

local found = {}
for tag in pairs(due) do found[#found + 1] = tag end
return found
