package dev.firebreak.runbook.step.redis.jedis;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.redis.server.RedisServer;
import dev.firebreak.runbook.step.redis.server.RedisServers;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** Opens a new connection for each use: a server that is out of memory or connections is met as it is. */
@Component
public class JedisServers implements RedisServers {

    private static final Pattern URL = Pattern.compile("(rediss?)://([A-Za-z0-9._-]+):(\\d{1,5})(?:/(\\d{1,2}))?");
    private static final int CONNECT_MILLIS = 3_000;
    private static final int ANSWER_MILLIS = 8_000;

    private final Secrets secrets;

    public JedisServers(Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public RedisServer open(Target target) {
        var address = URL.matcher(target.setting("url"));
        if (!address.matches()) {
            throw new RedisUnreachable(
                    "Target " + target.name() + ": settings.url in the catalogue is invalid: expected"
                            + " redis://host:port or rediss://host:port, with a database number if need be",
                    null);
        }
        var settings = DefaultJedisClientConfig.builder()
                .ssl(address.group(1).equals("rediss"))
                .connectionTimeoutMillis(CONNECT_MILLIS)
                .socketTimeoutMillis(ANSWER_MILLIS)
                .database(address.group(4) == null ? 0 : Integer.parseInt(address.group(4)))
                .clientName("firebreak");
        if (target.settings().containsKey("user")) {
            settings.user(target.setting("user"));
        }
        if (target.settings().containsKey("password")) {
            settings.password(secrets.reveal(target.setting("password")));
        }
        try {
            var place = new HostAndPort(address.group(2), Integer.parseInt(address.group(3)));
            return new JedisServer(target.name(), new Jedis(place, settings.build()));
        } catch (JedisException e) {
            throw RedisErrorText.of(target.name(), e);
        }
    }
}
