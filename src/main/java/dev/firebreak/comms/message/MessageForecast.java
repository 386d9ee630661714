package dev.firebreak.comms.message;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.NEXT_UPDATE_IN;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.POST_MORTEM_DUE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.POST_MORTEM_NEEDED;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_EVERY;

import dev.firebreak.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Facts of a message about duration, resolution, next update and post-mortem. */
final class MessageForecast {

    /** The default until the process has set the due date of the post-mortem task (guarantees.md A103). */
    private static final Duration POST_MORTEM_WITHIN = Duration.ofHours(48);

    /** How soon customers hear again at the latest (guarantees.md A098). */
    private static final Duration FOR_CUSTOMERS = Duration.ofMinutes(30);

    private MessageForecast() {}

    static Map<String, Object> of(Incident incident, Map<String, Object> known, SafeText safe, Instant now) {
        var end = incident.resolvedAt() == null ? now : incident.resolvedAt();
        return Map.of(
                "nextUpdate", nextUpdate(known, now),
                "customersNextUpdate", TimeFormat.time(now.plus(soon(known))),
                "duration", TimeFormat.duration(Duration.between(incident.openedAt(), end)),
                "resolvedAt", incident.resolvedAt() == null ? "not yet" : TimeFormat.time(incident.resolvedAt()),
                "resolution", safe.block(orElse(incident.resolution(), "not recorded")),
                "rootCause", safe.block(orElse(incident.rootCause(), "not known yet")),
                "postMortem", postMortem(end, known));
    }

    private static String nextUpdate(Map<String, Object> known, Instant now) {
        var chosen = NEXT_UPDATE_IN.from(known.get(NEXT_UPDATE_IN.name()));
        var every = chosen == null ? UPDATE_EVERY.from(known.get(UPDATE_EVERY.name())) : chosen;
        return every == null ? "when there is news" : "by " + TimeFormat.time(now.plus(every));
    }

    private static Duration soon(Map<String, Object> known) {
        var chosen = NEXT_UPDATE_IN.from(known.get(NEXT_UPDATE_IN.name()));
        return chosen == null || chosen.compareTo(FOR_CUSTOMERS) > 0 ? FOR_CUSTOMERS : chosen;
    }

    private static String postMortem(Instant end, Map<String, Object> known) {
        if (Boolean.FALSE.equals(POST_MORTEM_NEEDED.from(known.get(POST_MORTEM_NEEDED.name())))) {
            return "not required at this severity";
        }
        var due = POST_MORTEM_DUE.from(known.get(POST_MORTEM_DUE.name()));
        return "due " + TimeFormat.time(due == null ? end.plus(POST_MORTEM_WITHIN) : due);
    }

    private static String orElse(String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }
}
