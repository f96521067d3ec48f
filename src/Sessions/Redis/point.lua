-- Makes a session the running one of one more address.
-- KEYS  1 address: the address's running session
-- ARGV  1 tag  2 session id, maybe of another shard  3 the address's hash  4 retention ms
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[4])
enter(ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]))
return 1
