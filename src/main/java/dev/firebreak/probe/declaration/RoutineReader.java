package dev.firebreak.probe.declaration;

import dev.firebreak.probe.RoutineDeclaration;
import dev.firebreak.probe.RoutineDeclaration.Period;
import dev.firebreak.text.yaml.YamlNode;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads one routine check. Mistakes are added to the errors of the file. */
class RoutineReader {

    private static final Map<String, Period> USUAL =
            Map.of("services", Period.DAY, "performance", Period.WEEK, "security", Period.MONTH);

    RoutineDeclaration read(String name, YamlNode node) {
        if (!ProbeReader.NAME.matcher(name).matches()) {
            node.addError(ProbeReader.NAME_IN_WORDS);
        }
        var fields = node.fields("check", "every", "at", "zone");
        fields.required("check");
        var kind = fields.word("check", USUAL.keySet().stream().sorted().toList(), "services");
        var every = fields.word("every", List.of("day", "week", "month"), null);
        return new RoutineDeclaration(
                name,
                kind,
                every == null ? USUAL.get(kind) : Period.valueOf(every.toUpperCase(Locale.ROOT)),
                fields.required("at")
                        .flatMap(field -> field.as("a time such as 07:00", LocalTime::parse))
                        .orElse(LocalTime.MIDNIGHT),
                fields.optional("zone")
                        .flatMap(field -> field.as("a time zone such as Europe/Berlin", ZoneId::of))
                        .orElse(ZoneOffset.UTC));
    }
}
