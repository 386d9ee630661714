package dev.firebreak.catalog.reader;

import dev.firebreak.catalog.BusinessCalendar;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.CatalogGuard.Objection;
import dev.firebreak.catalog.CatalogInvalid;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.Rota;
import dev.firebreak.reload.UnitFiles;
import dev.firebreak.text.yaml.YamlErrors;
import dev.firebreak.text.yaml.YamlFields;
import dev.firebreak.text.yaml.YamlFile;
import dev.firebreak.text.yaml.YamlNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads a {@link Catalog} from YAML, or reports all errors in it. Uses only YAML's node graph, never its object
 * mapping.
 */
class CatalogReader {

    private final YamlErrors errors;
    private Node root;

    CatalogReader(String file) {
        this.errors = new YamlErrors(file, lines -> new CatalogInvalid(file, lines));
    }

    Catalog read(UnitFiles file) {
        return read(file.files().get(file.files().firstKey()));
    }

    Catalog read(byte[] yaml) {
        var top = YamlFile.top(errors, yaml);
        root = top.node();
        var catalog = catalog(top);
        errors.throwIfAny();
        return catalog;
    }

    /** Throws {@link dev.firebreak.catalog.CatalogInvalid} with the position of each objection, if there are any. */
    void refuse(List<Objection> objections) {
        objections.forEach(it -> errors.add(at(it.path()).getStartMark(), it.path(), it.why()));
        errors.throwIfAny();
    }

    /** The node of the path, or the last one on the way that the file has. */
    private Node at(String path) {
        var node = root;
        var rest = path;
        while (node instanceof MappingNode mapping) {
            var left = rest;
            var next = mapping.getValue().stream()
                    .filter(entry -> entry.getKeyNode() instanceof ScalarNode key
                            && (left + ".").startsWith(key.getValue() + "."))
                    .findFirst();
            if (next.isEmpty()) {
                return node;
            }
            var key = ((ScalarNode) next.get().getKeyNode()).getValue();
            node = next.get().getValueNode();
            if (left.length() <= key.length()) {
                return node;
            }
            rest = left.substring(key.length() + 1);
        }
        return node;
    }

    private Catalog catalog(YamlNode root) {
        var fields = root.fields(
                "profile", "calendar", "contacts", "rotas", "ladder", "audiences", "services", "targets", "externals");
        var people = new PeopleReader();
        var servicesReader = new ServicesReader();
        var contacts = fields.required("contacts").map(people::contacts).orElse(Map.of());
        var rotas = fields.required("rotas").map(people::rotas).orElse(Map.of());
        var ladder = fields.required("ladder")
                .map(node -> people.ladder(node, rotas.keySet()))
                .orElse(List.of());
        var audiences = fields.optional("audiences").map(people::audiences).orElse(Map.of());
        fields.optional("audiences")
                .map(node -> node.entries().get("catch-all"))
                .filter(node ->
                        audiences.getOrDefault("catch-all", List.of()).stream().noneMatch(Contact::isPerson))
                .ifPresent(node -> node.addError("has no person, so a page that no one takes would reach nobody"));
        var targets = fields.optional("targets").map(servicesReader::targets).orElse(Map.of());
        var services = fields.optional("services")
                .map(node -> servicesReader.services(node, targets.keySet(), people.persons()))
                .orElse(Map.of());
        return new Catalog(
                fields.word("profile", List.of("mosaic", "gitops"), "mosaic"),
                services,
                targets,
                contacts,
                rotas,
                ladder,
                withOnCall(audiences, rotas, ladder),
                calendar(fields),
                fields.optional("externals").map(ExternalsReader::externals).orElse(Map.of()));
    }

    /** Adds the audience {@code oncall}, all people of the escalation ladder, unless the file defines it. */
    private static Map<String, List<Contact>> withOnCall(
            Map<String, List<Contact>> audiences, Map<String, Rota> rotas, List<String> ladder) {
        var all = new LinkedHashMap<>(audiences);
        var onLadder = new LinkedHashSet<Contact>();
        ladder.stream().map(rotas::get).filter(Objects::nonNull).forEach(rota -> onLadder.addAll(rota.people()));
        all.putIfAbsent("oncall", List.copyOf(onLadder));
        return all;
    }

    private BusinessCalendar calendar(YamlFields catalog) {
        var node = catalog.optional("calendar").orElse(null);
        if (node == null) {
            return new BusinessCalendar(
                    ZoneOffset.UTC,
                    LocalTime.of(9, 0),
                    LocalTime.of(17, 0),
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                    Set.of());
        }
        var fields = node.fields("zone", "opens", "closes", "days", "holidays");
        var zone = fields.required("zone").flatMap(p -> p.as("a time zone such as Europe/Berlin", ZoneId::of));
        var opens = fields.required("opens").flatMap(p -> p.as("a time such as 09:00", LocalTime::parse));
        var closes = fields.required("closes").flatMap(p -> p.as("a time such as 17:00", LocalTime::parse));
        if (opens.isPresent() && closes.isPresent() && !opens.get().isBefore(closes.get())) {
            node.addError("opens after it closes");
        }
        var days = fields.required("days")
                .map(list ->
                        set(list, "a day such as monday", text -> DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT))))
                .orElse(Set.of());
        if (days.isEmpty()) {
            node.addError("has no open day, so there is no next business day");
        }
        var holidays = fields.optional("holidays")
                .map(list -> set(list, "a date such as 2026-12-25", LocalDate::parse))
                .orElse(Set.of());
        return new BusinessCalendar(zone.orElse(null), opens.orElse(null), closes.orElse(null), days, holidays);
    }

    private static <T> Set<T> set(YamlNode list, String what, Function<String, T> parse) {
        var set = new LinkedHashSet<T>();
        for (var item : list.items()) {
            item.as(what, parse).filter(value -> !set.add(value)).ifPresent(value -> item.addError("appears twice"));
        }
        return set;
    }
}
