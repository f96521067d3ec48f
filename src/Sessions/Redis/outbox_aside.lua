-- Puts a delivery aside that its holder cannot read, so that it holds up neither its session nor any other.
-- KEYS  1 outbox ready   2 parked deliveries
-- ARGV  1 tag  2 session id  3 fence  4 seq  5 why
-- Returns 1, or 0 when the lease was no longer held.
local keys = session_keys(ARGV[1], ARGV[2])
if not delivers(keys.session, ARGV[3]) or redis.call('LINDEX', keys.outbox, 0) ~= ARGV[4] then return 0 end
put_delivery_aside(ARGV[1], ARGV[2], KEYS[1], KEYS[2], ARGV[5], now_ms())
return 1
