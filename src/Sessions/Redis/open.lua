-- Opens a session before its first message.
-- KEYS  1 session   2 address: the address's running session
-- ARGV  1 session id  2 workspace  3 channel  4 address  5 the user it belongs to, or ''  6 locale  7 retention ms
--       8 tag
--       9 whose it is, as hashes  10 line or ''
-- Returns 1, or 0 when it was there already.
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
local now = now_ms()
redis.call('HSET', KEYS[1], 'workspace', ARGV[2], 'channel', ARGV[3], 'address', ARGV[4], 'locale', ARGV[6],
  'status', 'open', 'seq', 0, 'created', now, 'updated', now, 'generation', 1, 'people', ARGV[9])
if ARGV[10] ~= '' then redis.call('HSET', KEYS[1], 'line', ARGV[10]) end
if ARGV[5] ~= '' then redis.call('HSET', KEYS[1], 'contact', ARGV[5], 'owner', ARGV[5]) end
redis.call('PEXPIRE', KEYS[1], ARGV[7])
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[7])
enter(ARGV[8], ARGV[1], ARGV[9], tonumber(ARGV[7]))
tell(ARGV[8], ARGV[1], ARGV[2], 'status', true, 0, 0, '', 'open')
return 1
