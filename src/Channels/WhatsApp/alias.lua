-- Finds, for good, the address that someone with several names is kept under.
-- KEYS  1 alias of the name a message came from   2 alias of the sender's other name, or the first again
-- ARGV  1 the name it came from  2 the address to take when neither name has been seen, '' = the name itself
-- Returns the address.
-- Promise: a name leads to the same address for ever, whichever of the names comes first and whatever comes with it.
local address = redis.call('GET', KEYS[1])
if not address then
  address = redis.call('GET', KEYS[2]) or (ARGV[2] ~= '' and ARGV[2]) or ARGV[1]
  redis.call('SET', KEYS[1], address)
end
if KEYS[2] ~= KEYS[1] then redis.call('SET', KEYS[2], address, 'NX') end
return address
