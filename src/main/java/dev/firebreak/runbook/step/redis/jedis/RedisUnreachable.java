package dev.firebreak.runbook.step.redis.jedis;

/** The server can't be asked. The message says why and what to do. */
public class RedisUnreachable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RedisUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
