package dev.firebreak.catalog.reader;

import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.Rota;
import dev.firebreak.catalog.RotaLayer;
import dev.firebreak.catalog.ShiftHours;
import dev.firebreak.text.yaml.YamlDuration;
import dev.firebreak.text.yaml.YamlFields;
import dev.firebreak.text.yaml.YamlNode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads a rota: one rotation, or several layers. */
final class RotaReader {

    private static final String ZONE = "a time zone such as Europe/Berlin";
    private static final int MOST_MONTHS = 12;
    private static final Map<String, TemporalAmount> WORDS = Map.of(
            "hourly", Duration.ofHours(1),
            "daily", Duration.ofDays(1),
            "weekly", Duration.ofDays(7),
            "monthly", Period.ofMonths(1));

    private final Function<YamlNode, List<Contact>> people;

    /** @param people reads a list of people */
    RotaReader(Function<YamlNode, List<Contact>> people) {
        this.people = people;
    }

    Rota rota(String name, YamlNode node) {
        var fields = node.fields("zone", "start", "shift", "people", "layers");
        var zone =
                fields.required("zone").flatMap(it -> it.as(ZONE, ZoneId::of)).orElse(null);
        var layers = fields.optional("layers");
        if (layers.isEmpty()) {
            return new Rota(name, zone, List.of(layer(fields, zone, null)));
        }
        for (var only : List.of("start", "shift", "people")) {
            fields.optional(only).ifPresent(field -> field.addError("belongs into a layer where the rota has layers"));
        }
        var read = new ArrayList<RotaLayer>();
        layers.get().items().forEach(item -> read.add(layer(item, zone)));
        if (read.isEmpty()) {
            layers.get().addError("the rota has no layers");
        }
        return new Rota(name, zone, read);
    }

    /** A rota of the ladder is on at every time, so that no policy ends with nobody (guarantees.md G10). */
    static Optional<String> gap(Rota rota) {
        return !rota.layers().isEmpty() && rota.layers().get(0).hours() != null
                ? Optional.of(
                        "\"" + rota.name() + "\" leaves nobody on call at some hours: its first layer must not have"
                                + " days, from or until")
                : Optional.empty();
    }

    private RotaLayer layer(YamlNode node, ZoneId rotas) {
        var fields = node.fields("zone", "start", "shift", "people", "days", "from", "until");
        var zone =
                fields.optional("zone").flatMap(it -> it.as(ZONE, ZoneId::of)).orElse(rotas);
        return layer(fields, zone, hours(node, fields));
    }

    private RotaLayer layer(YamlFields fields, ZoneId zone, ShiftHours hours) {
        var start = fields.required("start")
                .flatMap(it -> it.as("a local date and time such as 2026-01-05T09:00", LocalDateTime::parse));
        var shift = fields.required("shift")
                .flatMap(it -> it.as("a length such as daily, weekly, 12h, 14d or P1M", RotaReader::length));
        var list = fields.required("people");
        list.filter(it -> it.items().isEmpty()).ifPresent(it -> it.addError("the rota has no people"));
        return new RotaLayer(
                zone, start.orElse(null), shift.orElse(null), list.map(people).orElse(List.of()), hours);
    }

    private static ShiftHours hours(YamlNode node, YamlFields fields) {
        var from = fields.optional("from").flatMap(it -> it.as("a time such as \"09:00\"", LocalTime::parse));
        var until = fields.optional("until").flatMap(it -> it.as("a time such as \"17:00\"", LocalTime::parse));
        if (fields.optional("from").isPresent() != fields.optional("until").isPresent()) {
            node.addError("needs both from and until, or neither");
        }
        var days = fields.optional("days").map(RotaReader::days);
        if (days.isEmpty() && from.isEmpty()) {
            return null;
        }
        return new ShiftHours(
                days.orElse(EnumSet.allOf(DayOfWeek.class)),
                from.orElse(LocalTime.MIDNIGHT),
                until.orElse(LocalTime.MIDNIGHT));
    }

    private static Set<DayOfWeek> days(YamlNode list) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        list.items().stream()
                .map(item -> item.as("a day such as monday", text -> DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT)))
                        .orElse(null))
                .filter(Objects::nonNull)
                .forEach(days::add);
        if (days.isEmpty()) {
            list.addError("has no day");
        }
        return days;
    }

    /** Whole hours, whole days or whole months. */
    private static TemporalAmount length(String text) {
        var word = WORDS.get(text);
        if (word != null) {
            return word;
        }
        if (text.matches("P[0-9]{1,2}M")) {
            var months = Period.parse(text);
            if (months.getMonths() < 1 || months.getMonths() > MOST_MONTHS) {
                throw new IllegalArgumentException(text);
            }
            return months;
        }
        var length = duration(text);
        if (length.isNegative() || length.isZero() || !length.equals(Duration.ofHours(length.toHours()))) {
            throw new IllegalArgumentException(text);
        }
        return length;
    }

    private static Duration duration(String text) {
        if (text.matches("P[0-9]{1,2}W")) {
            return Duration.ofDays(Period.parse(text).getDays());
        }
        return text.matches("[0-9].*") ? YamlDuration.parse(text) : Duration.parse(text);
    }
}
