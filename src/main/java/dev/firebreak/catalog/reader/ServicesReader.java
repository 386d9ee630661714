package dev.firebreak.catalog.reader;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.catalog.Service;
import dev.firebreak.catalog.Target;
import dev.firebreak.text.yaml.YamlFields;
import dev.firebreak.text.yaml.YamlNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads services, and the targets that runbooks may act on. */
class ServicesReader {

    private static final List<String> TIERS = List.of("tier-1", "tier-2", "tier-3");
    private static final List<String> USERS = List.of("all", "many", "some", "few", "none", "unknown");

    /** The settings that each kind of target needs, because no step could reach it without them. */
    private static final Map<String, List<String>> KINDS = Map.of(
            "docker",
            List.of("container"),
            "postgres",
            List.of("url", "user", "password"),
            "mariadb",
            List.of("url", "user", "password"),
            "redis",
            List.of("url"),
            "http",
            List.of("url"),
            "host",
            List.of("url", "hostKey", "privateKey"));

    private static final Pattern SECRET_KEY =
            Pattern.compile(".*(password|passwd|secret|token|apikey|api-key|privatekey).*");
    private static final Pattern PASSWORD_IN_URL =
            Pattern.compile("(?i).*(://[^/?#]*:[^/?#]*@|[?&;](password|sslpassword)=).*");
    private static final Pattern PARAMETER =
            Pattern.compile("[a-z][a-z0-9-]*\\.[a-z][a-z0-9-]*\\.[a-zA-Z][a-zA-Z0-9]*");

    Map<String, Target> targets(YamlNode section) {
        var targets = new LinkedHashMap<String, Target>();
        section.entries().forEach((name, node) -> targets.put(name, target(name, node)));
        return targets;
    }

    private Target target(String name, YamlNode node) {
        var fields = node.fields("kind", "tier", "live", "protected", "drill", "settings", "parameters");
        fields.required("kind");
        var kind = fields.word("kind", KINDS.keySet().stream().sorted().toList(), null);
        var settings = settings(fields);
        for (var needed : KINDS.getOrDefault(kind == null ? "" : kind, List.of())) {
            if (!settings.containsKey(needed)) {
                node.addError("a target of kind " + kind + " needs settings." + needed);
            }
        }
        // A target without a tier is treated as tier-1, which needs more approvals, not fewer.
        return new Target(
                name,
                kind,
                fields.word("tier", TIERS, "tier-1"),
                fields.flag("live"),
                fields.flag("protected"),
                "allowed".equals(fields.word("drill", List.of("allowed", "forbidden"), "forbidden")),
                settings,
                parameters(fields));
    }

    private static Map<String, String> settings(YamlFields fields) {
        var settings = texts(fields, "settings");
        fields.optional("settings")
                .ifPresent(section -> section.entries().forEach((key, node) -> {
                    var value = settings.getOrDefault(key, "");
                    var secret =
                            SECRET_KEY.matcher(key.toLowerCase(Locale.ROOT)).matches() || value.startsWith("secret:");
                    if (secret && !value.isEmpty() && !Secrets.isReference(value)) {
                        node.addError("must be a reference such as secret://mosaic-postgres, never the secret itself");
                    } else if (PASSWORD_IN_URL.matcher(value).matches()) {
                        node.addError("holds a password: remove it and set settings.password to a secret:// reference");
                    }
                }));
        return settings;
    }

    private static Map<String, String> parameters(YamlFields fields) {
        fields.optional("parameters")
                .ifPresent(section -> section.entries().forEach((key, node) -> {
                    if (!PARAMETER.matcher(key).matches()) {
                        node.addError("must be named topic.parameter, such as postgres.terminate-idle.idleFor");
                    }
                }));
        return texts(fields, "parameters");
    }

    private static Map<String, String> texts(YamlFields fields, String name) {
        var texts = new LinkedHashMap<String, String>();
        fields.optional(name)
                .ifPresent(section ->
                        section.entries().forEach((key, node) -> node.text().ifPresent(text -> texts.put(key, text))));
        return texts;
    }

    Map<String, Service> services(YamlNode section, Set<String> targets, Set<String> contacts) {
        var services = new LinkedHashMap<String, Service>();
        var entries = section.entries();
        entries.forEach((name, node) -> services.put(name, service(name, node, entries.keySet(), targets, contacts)));
        return services;
    }

    private Service service(
            String name, YamlNode node, Set<String> services, Set<String> targets, Set<String> contacts) {
        var fields = node.fields("kind", "tier", "usersAffected", "target", "owner", "dependsOn", "health");
        var dependencies = new ArrayList<String>();
        fields.optional("dependsOn")
                .ifPresent(list -> list.items()
                        .forEach(item -> item.text().ifPresent(other -> {
                            PeopleReader.requireKnown(item, "service", other, services);
                            if (other.equals(name) || dependencies.contains(other)) {
                                item.addError(
                                        other.equals(name) ? "depends on itself" : "\"" + other + "\" appears twice");
                            }
                            dependencies.add(other);
                        })));
        fields.required("tier");
        return new Service(
                name,
                fields.text("kind"),
                fields.word("tier", TIERS, null),
                fields.word("usersAffected", USERS, "unknown"),
                reference(fields, "target", targets),
                reference(fields, "owner", contacts),
                List.copyOf(dependencies),
                health(fields));
    }

    /** The URL of the health check, without user and password, because the timeline shows it. */
    private static String health(YamlFields fields) {
        return fields.optional("health")
                .flatMap(node -> node.as("an address such as http://127.0.0.1:3000/health, without a login", text -> {
                    var address = URI.create(text);
                    if (!Set.of("http", "https").contains(address.getScheme())
                            || address.getHost() == null
                            || address.getRawUserInfo() != null) {
                        throw new IllegalArgumentException(text);
                    }
                    return text;
                }))
                .orElse(null);
    }

    private static String reference(YamlFields fields, String name, Set<String> known) {
        fields.optional(name)
                .ifPresent(node -> node.text()
                        .ifPresent(text ->
                                PeopleReader.requireKnown(node, "owner".equals(name) ? "contact" : name, text, known)));
        return fields.textOr(name, null);
    }
}
