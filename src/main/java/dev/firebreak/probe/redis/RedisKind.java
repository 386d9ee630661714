package dev.firebreak.probe.redis;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.catalog.Target;
import dev.firebreak.probe.CheckResult;
import dev.firebreak.probe.Deadline;
import dev.firebreak.probe.ProbeKind;
import dev.firebreak.probe.address.AddressRefused;
import dev.firebreak.probe.address.HostPort;
import dev.firebreak.probe.address.ProbeSockets;
import dev.firebreak.text.yaml.YamlFields;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** {@code kind: redis}: whether a Redis server of the catalogue answers PING. */
@Component
class RedisKind implements ProbeKind {

    private static final Pattern URL = Pattern.compile("(rediss?)://([A-Za-z0-9._-]+):(\\d{1,5})(?:/(\\d{1,2}))?");

    private final CurrentCatalog catalog;
    private final Secrets secrets;
    private final ProbeSockets sockets;

    RedisKind(CurrentCatalog catalog, Secrets secrets, ProbeSockets sockets) {
        this.catalog = catalog;
        this.secrets = secrets;
        this.sockets = sockets;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public List<String> fields() {
        return List.of("target");
    }

    @Override
    public String symptom() {
        return "service-unreachable";
    }

    @Override
    public Declared read(YamlFields fields) {
        var target = fields.text("target");
        return new Declared("PING of " + target, target, deadline -> look(target, deadline));
    }

    private CheckResult look(String name, Deadline deadline) {
        var target = catalog.current().target(name).orElse(null);
        if (target == null) {
            return CheckResult.failed("the catalogue has no target " + name);
        }
        var began = System.nanoTime();
        try (var redis = connect(target, deadline)) {
            var said = redis.ping();
            return "PONG".equals(said)
                    ? CheckResult.passed(name + " answers PING in " + (System.nanoTime() - began) / 1_000_000 + " ms")
                    : CheckResult.failed(name + " answers PING with \"" + said + "\"");
        } catch (JedisException e) {
            return CheckResult.failed(name
                    + (deadline.isOver()
                            ? " did not end within " + deadline.limit().toMillis() + " ms"
                            : " " + words(e)));
        } catch (IOException | RuntimeException e) {
            return CheckResult.failed(name + ": " + e.getMessage());
        }
    }

    private Jedis connect(Target target, Deadline deadline) throws IOException {
        var url = URL.matcher(target.setting("url"));
        if (!url.matches()) {
            throw new IllegalStateException("settings.url in the catalogue is no address of Redis");
        }
        var place = new HostPort(url.group(2), Integer.parseInt(url.group(3)));
        var settings = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(deadline.remainingMillis())
                .socketTimeoutMillis(deadline.remainingMillis())
                .database(url.group(4) == null ? 0 : Integer.parseInt(url.group(4)))
                .clientName("firebreak-probe");
        if (target.settings().containsKey("user")) {
            settings.user(target.setting("user"));
        }
        if (target.settings().containsKey("password")) {
            settings.password(secrets.reveal(target.setting("password")));
        }
        var isSecured = url.group(1).equals("rediss");
        return new Jedis(() -> socket(place, isSecured, deadline), settings.build());
    }

    /** To the address that was checked; a certificate is checked against the name. */
    private Socket socket(HostPort place, boolean isSecured, Deadline deadline) {
        try {
            var connection = sockets.open(place.host(), place.port(), deadline);
            try {
                var socket = isSecured ? connection.secured() : connection.socket();
                socket.setSoTimeout(deadline.remainingMillis());
                return socket;
            } catch (IOException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (AddressRefused e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (IOException e) {
            throw new JedisConnectionException("Failed to connect to " + place + ": " + e.getMessage(), e);
        }
    }

    private static String words(JedisException e) {
        var said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return "answers with an error: " + said.lines().findFirst().orElse("nothing");
    }
}
