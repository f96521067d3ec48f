-- Hands a delivery's lease back unused: its holder never heard of it.
-- KEYS  1 outbox ready
-- ARGV  1 tag  2 session id  3 fence
-- Returns 1, or 0 when the lease was no longer held.
local keys = session_keys(ARGV[1], ARGV[2])
if not delivers(keys.session, ARGV[3]) then return 0 end
release_lane(keys, KEYS[1], ARGV[2], now_ms())
return 1
