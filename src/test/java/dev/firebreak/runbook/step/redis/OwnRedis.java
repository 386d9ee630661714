package dev.firebreak.runbook.step.redis;

import dev.firebreak.Lab;
import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.catalog.Target;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.step.redis.jedis.JedisServers;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.mock.env.MockEnvironment;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** A real Redis server of a test's own, in a folder of the test, which the test may fill, break and kill. */
public final class OwnRedis implements AutoCloseable {

    public static final String PASSWORD = "own-redis-9f3a";

    final Path folder;
    final int port;
    private final List<String> settings;
    private Process server;

    public OwnRedis(Path folder, String... settings) throws Exception {
        this.folder = Files.createDirectories(folder);
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        this.settings = List.of(settings);
        start();
    }

    void start() throws Exception {
        Files.createDirectories(folder);
        var command = new ArrayList<>(List.of(
                Lab.Settings.of("REDIS_SERVER"),
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                folder.toString(),
                "--requirepass",
                PASSWORD,
                "--save",
                "",
                "--daemonize",
                "no",
                "--enable-debug-command",
                "local"));
        command.addAll(settings);
        server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolveSibling("redis-" + port + ".log").toFile()))
                .start();
        Until.within(Duration.ofSeconds(20)).see("Redis answers", () -> {
            try (var redis = admin()) {
                return redis.ping().equals("PONG");
            } catch (JedisException notYet) {
                return false;
            }
        });
    }

    Jedis admin() {
        var redis = new Jedis("127.0.0.1", port);
        redis.auth(PASSWORD);
        return redis;
    }

    JedisServers servers() {
        return new JedisServers(
                InMemorySecrets.of(new MockEnvironment().withProperty("FIREBREAK_SECRET_OWN_REDIS", PASSWORD)));
    }

    public Target target(String... more) {
        var all = new HashMap<>(Map.of(
                "url", "redis://127.0.0.1:" + port, "password", "secret://own-redis", "caches", "cache:, pages:"));
        for (var i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return new Target("own-redis", "redis", "tier-2", true, false, all, Map.of());
    }

    public void kill() {
        server.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
