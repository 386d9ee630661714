package dev.firebreak.catalog.reader;

import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.Rota;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.text.PersonId;
import dev.firebreak.text.yaml.YamlFields;
import dev.firebreak.text.yaml.YamlNode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads contacts, rotas, the escalation ladder and audiences. Every rota has only people with a mail address, because a
 * Slack channel can't be on call.
 */
class PeopleReader {

    /** As HTML's {@code input type=email}: no quoted parts, no comments, no character that could end a header line. */
    private static final Pattern MAIL = Pattern.compile(
            "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    private final Map<String, Contact> contacts = new LinkedHashMap<>();

    Map<String, Contact> contacts(YamlNode section) {
        section.entries().forEach((id, node) -> {
            if (!PersonId.isForm(id)) {
                node.addError("a person's id is a login: " + PersonId.ALLOWED);
            }
            var fields = node.fields("name", "mail", "slack", "ntfy", "webhook", "phone", "notify", "quiet");
            contacts.put(id, contact(id, node, fields));
        });
        return contacts;
    }

    /** The ids of the contacts that can own a service or be on call. */
    Set<String> persons() {
        return contacts.values().stream()
                .filter(Contact::isPerson)
                .map(Contact::id)
                .collect(Collectors.toSet());
    }

    private static Contact contact(String id, YamlNode node, YamlFields fields) {
        var name = fields.textOr("name", id);
        var slack = fields.optional("slack");
        if (slack.isEmpty()) {
            return new Contact(id, name, mail(fields), null, ContactMethodsReader.methods(fields));
        }
        for (var only : List.of("ntfy", "webhook", "phone", "notify", "quiet")) {
            fields.optional(only).ifPresent(field -> field.addError("is for people, and this is a Slack channel"));
        }
        if (fields.optional("mail").isPresent()) {
            node.addError("has both mail and slack: make the Slack channel a contact of its own");
        }
        return new Contact(id, name, null, slack(slack.get()));
    }

    private static String slack(YamlNode node) {
        var reference = node.text().orElse("");
        if (!Secrets.isReference(reference)) {
            node.addError("must be a reference such as secret://slack-incidents, never the webhook itself");
        }
        return reference;
    }

    static String mail(YamlFields fields) {
        return fields.required("mail")
                .flatMap(node -> node.as("a mail address such as alice@example.org", text -> {
                    if (!MAIL.matcher(text).matches()) {
                        throw new IllegalArgumentException(text);
                    }
                    return text;
                }))
                .orElse(null);
    }

    Map<String, Rota> rotas(YamlNode section) {
        var rotas = new LinkedHashMap<String, Rota>();
        section.entries().forEach((name, node) -> rotas.put(name, rota(name, node)));
        return rotas;
    }

    private Rota rota(String name, YamlNode node) {
        var fields = node.fields("zone", "start", "shift", "people");
        var zone = fields.required("zone").flatMap(p -> p.as("a time zone such as Europe/Berlin", ZoneId::of));
        var start = fields.required("start")
                .flatMap(p -> p.as("a local date and time such as 2026-01-05T09:00", LocalDateTime::parse));
        var shift =
                fields.required("shift").flatMap(p -> p.as("a whole number of days such as P7D", PeopleReader::days));
        var people = fields.required("people");
        people.filter(p -> p.items().isEmpty()).ifPresent(p -> p.addError("the rota has no people"));
        return new Rota(
                name,
                zone.orElse(null),
                start.orElse(null),
                shift.orElse(null),
                people.map(this::onCall).orElse(List.of()));
    }

    private List<Contact> onCall(YamlNode list) {
        list.items()
                .forEach(item -> item.text()
                        .map(contacts::get)
                        .filter(contact -> !contact.isPerson())
                        .ifPresent(contact ->
                                item.addError("\"" + contact.id() + "\" is a Slack channel: it can't be on call")));
        return known(list);
    }

    private static Duration days(String text) {
        var shift = Duration.parse(text);
        if (shift.isNegative() || shift.isZero() || !shift.equals(Duration.ofDays(shift.toDays()))) {
            throw new IllegalArgumentException(text);
        }
        return shift;
    }

    List<String> ladder(YamlNode section, Set<String> rotas) {
        var rungs = new LinkedHashSet<String>();
        for (var item : section.items()) {
            item.text().ifPresent(rota -> {
                requireKnown(item, "rota", rota, rotas);
                if (!rungs.add(rota)) {
                    item.addError("\"" + rota + "\" appears twice");
                }
            });
        }
        if (rungs.isEmpty()) {
            section.addError("has no rota, so no one would be paged");
        }
        return List.copyOf(rungs);
    }

    Map<String, List<Contact>> audiences(YamlNode section) {
        var audiences = new LinkedHashMap<String, List<Contact>>();
        section.entries().forEach((name, node) -> {
            var people = known(node);
            if (people.size() != Set.copyOf(people).size()) {
                node.addError("has a contact twice");
            }
            if (name.equals("catch-all") && people.stream().noneMatch(Contact::isPerson)) {
                node.addError("has no person, so a page could end with nobody");
            }
            audiences.put(name, people);
        });
        return audiences;
    }

    /** The known contacts of the list. A rota may list a person twice, who then has more shifts than the others. */
    private List<Contact> known(YamlNode list) {
        var people = new ArrayList<Contact>();
        for (var item : list.items()) {
            item.text().ifPresent(id -> {
                requireKnown(item, "contact", id, contacts.keySet());
                people.add(contacts.get(id));
            });
        }
        return people.stream().filter(Objects::nonNull).toList();
    }

    /** Adds an error if the name is not one of the known names. */
    static void requireKnown(YamlNode node, String what, String name, Set<String> known) {
        if (!known.contains(name)) {
            var some = known.stream().sorted().limit(12).toList();
            node.addError("no %s \"%s\" (known: %s%s)"
                    .formatted(what, name, String.join(", ", some), known.size() > some.size() ? ", …" : ""));
        }
    }
}
