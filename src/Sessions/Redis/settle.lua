-- Put before a verb as long as some of its keys may bear the names that they had in earlier versions, with addresses in
-- them.
-- KEYS those of the verb, then for each of them that may bear a former name the name of today and the former one, then
--   the shard's word on names or nothing
-- ARGV those of the verb, then what the node takes the word for where there is none: old | moving, then how many keys
--   the verb has
-- Promise: the verb finds what stands under either name, and no two nodes ever use different ones. While nodes of an
-- earlier version live (old), what is new gets the former name, which is the one they know; from then on everything
-- gets the name of today the first time it is touched.
do
  local own, word, last = tonumber(ARGV[#ARGV]), ARGV[#ARGV - 1], #KEYS
  if (last - own) % 2 == 1 then
    word = redis.call('GET', KEYS[last]) or word
    last = last - 1
  end
  for i = own + 1, last, 2 do
    local now, former = KEYS[i], KEYS[i + 1]
    if word == 'old' then
      if redis.call('EXISTS', now) == 0 then
        for k = 1, own do
          if KEYS[k] == now then KEYS[k] = former end
        end
      end
    elseif redis.call('EXISTS', former) == 1 and redis.call('RENAMENX', former, now) == 0 then
      redis.call('DEL', former)
    end
  end
end
