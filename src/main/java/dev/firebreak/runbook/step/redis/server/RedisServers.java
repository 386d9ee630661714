package dev.firebreak.runbook.step.redis.server;

import dev.firebreak.catalog.Target;

/** Opens connections to target servers. */
public interface RedisServers {

    /**
     * Opens a connection.
     *
     * @throws RuntimeException with what a person has to do, if the server can't be reached or refuses the login
     */
    RedisServer open(Target target);
}
