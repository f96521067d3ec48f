-- Looks in which of some shards something was committed that is not archived, in one call for all that the server
-- serves. Writes nothing.
-- KEYS  1 any key of one of the shards: it leads to the server
-- ARGV  the tags of the shards
-- Returns {tag …}
-- Promise: a shard whose log holds something is among them. So is one that another server serves by now: whoever reads
-- there is led to it.
local found = {}
for _, tag in ipairs(ARGV) do
  local length = redis.pcall('XLEN', tag .. ':log')
  if length ~= 0 then found[#found + 1] = tag end
end
return found
