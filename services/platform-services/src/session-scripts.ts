// What must happen in Redis at once or not at all, as Lua.

/**
 * KEYS[2] lists a person's sessions by their end: it forgets those before `now` and lives as long as the last.
 * KEYS[3] lists everybody's, to be counted.
 */
const keepIndex = `
local function keepIndex(sid, now, expires)
  redis.call('ZADD', KEYS[2], expires, sid)
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
  local last = redis.call('ZREVRANGE', KEYS[2], 0, 0, 'WITHSCORES')
  if last[2] then redis.call('PEXPIREAT', KEYS[2], last[2]) end
  redis.call('ZADD', KEYS[3], expires, sid)
end`;

/** KEYS: session, index, all. ARGV: sid, now, expires (ms since the epoch), user, refresh jti. */
export const createScript = `${keepIndex}
redis.call('HSET', KEYS[1], 'user', ARGV[4], 'refresh_jti', ARGV[5], 'created_at', ARGV[2], 'expires_at', ARGV[3])
redis.call('PEXPIREAT', KEYS[1], ARGV[3])
keepIndex(ARGV[1], ARGV[2], ARGV[3])
return 1`;

/**
 * KEYS: session, index, all. ARGV: sid, now, expires, used jti, new jti. 1 when the used one was the current one; else
 * it was used before, by a thief or by a victim: nobody keeps the session.
 */
export const rotateScript = `${keepIndex}
local current = redis.call('HGET', KEYS[1], 'refresh_jti')
if not current then return 0 end
if current ~= ARGV[4] then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', KEYS[2], ARGV[1])
  redis.call('ZREM', KEYS[3], ARGV[1])
  return 0
end
redis.call('HSET', KEYS[1], 'refresh_jti', ARGV[5], 'expires_at', ARGV[3])
redis.call('PEXPIREAT', KEYS[1], ARGV[3])
keepIndex(ARGV[1], ARGV[2], ARGV[3])
return 1`;

/** KEYS: sessions. ARGV: user. A session that has ended stays ended. */
export const keepUserScript = `
for _, key in ipairs(KEYS) do
  if redis.call('EXISTS', key) == 1 then redis.call('HSET', key, 'user', ARGV[1]) end
end
return 1`;

/** KEYS: all, sessions. ARGV: their sids. */
export const endScript = `
for index, sid in ipairs(ARGV) do
  redis.call('DEL', KEYS[index + 1])
  redis.call('ZREM', KEYS[1], sid)
end
return 1`;

/** KEYS: all. ARGV: now. How many have not ended; what has expired is forgotten. */
export const countScript = `
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
return redis.call('ZCARD', KEYS[1])`;
