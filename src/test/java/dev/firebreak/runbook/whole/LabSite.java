package dev.firebreak.runbook.whole;

import dev.firebreak.Lab;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The catalogue of a site whose targets are the real peers of this run, which tests start when they need them. */
final class LabSite {

    static final LabDocker DOCKER = new LabDocker();

    private static final Map<String, Integer> PORTS = new LinkedHashMap<>();

    private final StringBuilder services = new StringBuilder();
    private final StringBuilder targets = new StringBuilder();

    private LabSite() {}

    /** A port of this run for what has this name. */
    static synchronized int port(String name) {
        return PORTS.computeIfAbsent(name, any -> {
            try (var free = new ServerSocket(0)) {
                return free.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The name of a container of this run. */
    static String container(String name) {
        return DOCKER.prefix + "-" + name;
    }

    static Path catalog() {
        try {
            var world = Files.readString(Path.of("src/test/resources/world/catalog.yaml"));
            var people = world.substring(0, world.indexOf("services:"));
            var site = new LabSite();
            site.databases();
            site.containers();
            site.host();
            var file = Files.createTempDirectory("firebreak-whole").resolve("catalog.yaml");
            return Files.writeString(file, people + "services:\n" + site.services + "targets:\n" + site.targets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void databases() {
        service("pool", "postgres", "");
        service("pool-client", "web", "    dependsOn: [lab-pool]\n");
        target(
                "pool",
                "postgres",
                Map.of(
                        "container", container("pool"),
                        "url", "jdbc:postgresql://127.0.0.1:" + port("pool") + "/postgres",
                        "user", "firebreak",
                        "password", "secret://lab-pool",
                        "copies", "/var/lib/postgresql/copies"),
                Map.of("postgres.terminate-idle.idleFor", "PT1S"));
        target("pool-client", "docker", Map.of("container", container("pool-client")), Map.of());
        service("replica", "postgres", "");
        target(
                "replica",
                "postgres",
                Map.of(
                        "url", "jdbc:postgresql://127.0.0.1:" + port("replica") + "/postgres",
                        "user", "firebreak",
                        "password", "secret://lab-pool"),
                Map.of(
                        "postgres.show-replication.watch",
                        "PT1.2S",
                        "postgres.show-replication.caughtUpWithin",
                        "PT1S"));
        service("redis", "redis", "");
        target(
                "redis",
                "redis",
                Map.of(
                        "container",
                        container("redis"),
                        "url",
                        "redis://127.0.0.1:" + port("redis"),
                        "caches",
                        "cache:"),
                Map.of("redis.expire-cache-keys.after", "PT1S"));
        service("mariadb", "mariadb", "");
        target(
                "mariadb",
                "mariadb",
                Map.of(
                        "container",
                        container("mariadb"),
                        "url",
                        "jdbc:mariadb://127.0.0.1:" + port("mariadb") + "/",
                        "user",
                        "firebreak",
                        "password",
                        "secret://lab-mariadb"),
                Map.of());
    }

    private void containers() {
        service("leak", "web", "");
        target(
                "leak",
                "docker",
                Map.of("container", container("leak")),
                Map.of("docker.set-memory-limit.memoryLimit", "48m"));
        service("gitea", "gitea", "");
        var gitea = ssh();
        gitea.putAll(Map.of(
                "container", container("gitea"),
                "archives", "/srv/gitops/gitea/repo-archive",
                "logs", "/srv/gitops/gitea/log",
                "temporary", "/srv/gitops/gitea/tmp",
                "temporaryOwners", "gitops",
                "disk", "/srv/gitops"));
        target(
                "gitea",
                "docker",
                gitea,
                Map.of("gitea.end-git-processes.olderThan", "PT10S", "docker.show-load.looks", "1"));
        service("needed", "web", "");
        target("needed", "docker", Map.of("container", container("needed")), Map.of());
        service(
                "web",
                "web",
                "    dependsOn: [lab-needed]\n    health: http://127.0.0.1:" + port("web") + "/cgi-bin/health\n");
        target(
                "web",
                "docker",
                Map.of("container", container("web")),
                Map.of(
                        "service.check-address.within",
                        "PT3S",
                        "service.check-address.times",
                        "1",
                        "service.check-address.slowAfter",
                        "PT0.5S"));
    }

    private void host() {
        service("auditor", "gitops-auditor", "");
        var settings = ssh();
        settings.putAll(Map.of(
                "units", "gitops-auditor.service",
                "management", "198.51.100.0/24",
                "health", "http://127.0.0.1:3000/health",
                "config", "/etc/gitops-auditor/config",
                "configBackups", "/srv/gitops/config-backups",
                "configCheck", "/opt/gitops-auditor/config-loader.sh",
                "repository", "/opt/gitops-auditor",
                "disk", "/srv/gitops",
                "logs", "/srv/gitops/logs"));
        settings.putAll(Map.of(
                "temporary", "/srv/gitops/tmp",
                "temporaryOwners", "gitops",
                "backups", "/srv/gitops/backups",
                "repositories", "/srv/gitops/repos",
                "history", "/srv/gitops/history",
                "packages", "git"));
        target(
                "auditor",
                "host",
                settings,
                Map.of("host.check-http.within", "PT2S", "systemd.restart-unit.stableFor", "PT1S"));
    }

    private static Map<String, String> ssh() {
        return new LinkedHashMap<>(Map.of(
                "url",
                "ssh://firebreak@127.0.0.1:" + port("auditor"),
                "hostKey",
                Lab.Settings.of("HOST_SSH_KEY"),
                "privateKey",
                "secret://lab-auditor"));
    }

    private void service(String name, String kind, String more) {
        services.append("  lab-" + name + ":\n    kind: " + kind + "\n    tier: tier-2\n    usersAffected: many\n")
                .append("    target: lab-" + name + "\n    owner: carla\n")
                .append(more);
    }

    private void target(String name, String kind, Map<String, String> settings, Map<String, String> parameters) {
        targets.append("  lab-" + name + ":\n    kind: " + kind + "\n    tier: tier-2\n    live: true\n")
                .append(block("settings", settings))
                .append(block("parameters", parameters));
    }

    private static String block(String name, Map<String, String> values) {
        return values.isEmpty()
                ? ""
                : values.entrySet().stream()
                        .map(it -> "      " + it.getKey() + ": \"" + it.getValue() + "\"\n")
                        .collect(Collectors.joining("", "    " + name + ":\n", ""));
    }
}
