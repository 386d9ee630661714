package dev.firebreak.lifecycle.severity;

import dev.firebreak.catalog.Service;
import dev.firebreak.incident.Severity;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Normalises facts for the decision tables. Afterwards, every fact has a value: a missing fact is "unstated", and a
 * value that can't be read is "unknown", which fails up.
 */
public final class SeverityFacts {

    static final String UNSTATED = "unstated";
    public static final String UNKNOWN = "unknown";

    private static final FactScale USERS = FactScale.of("none", "few", "some", "many", "all unknown");
    private static final FactScale ANSWERS = FactScale.of("no", "yes unknown");
    private static final FactScale TIERS = FactScale.of("tier-3", "tier-2", "tier-1 unknown");
    private static final FactScale ALERT_WORDS = FactScale.of(severityWords());
    private static final List<String> QUESTIONS = List.of("dataRisk", "securityIssue", "lifeSafety", "releaseBlocked");

    /** A value was given that is not a number. The decision tables treat a negative count as unknown. */
    private static final int UNREADABLE = -1;

    private SeverityFacts() {}

    /** The words of one level in each element, the least severe level first. */
    private static String[] severityWords() {
        return Stream.of(Severity.values())
                .sorted(Comparator.reverseOrder())
                .map(severity -> String.join(" ", severity.words()) + (severity == Severity.P1 ? " " + UNKNOWN : ""))
                .toArray(String[]::new);
    }

    /** Each fact at its worst value; a fact that did not get worse keeps its known value. */
    static Map<String, Object> worst(Map<String, Object> known, Map<String, Object> stated) {
        var worst = new LinkedHashMap<>(known);
        stated.forEach((fact, now) -> {
            if (rank(fact, now) > rank(fact, known.get(fact))) {
                worst.put(fact, now);
            }
        });
        return worst;
    }

    private static int rank(String fact, Object stated) {
        if ("servicesDown".equals(fact)) {
            var down = count(stated);
            return down == UNREADABLE ? Integer.MAX_VALUE : down;
        }
        return scale(fact).rank(lower(answer(stated)));
    }

    private static FactScale scale(String fact) {
        return switch (fact) {
            case "usersAffected" -> USERS;
            case "serviceTier" -> TIERS;
            case "alertSeverity" -> ALERT_WORDS;
            default -> ANSWERS;
        };
    }

    /** @param service fills in what {@code stated} leaves out; null if unknown */
    public static Map<String, Object> of(Map<String, Object> stated, Service service) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put(
                "usersAffected",
                word(first(stated.get("usersAffected"), service == null ? null : service.usersAffected()), USERS));
        facts.put("servicesDown", count(stated.get("servicesDown")));
        facts.put(
                "serviceTier", word(first(stated.get("serviceTier"), service == null ? null : service.tier()), TIERS));
        QUESTIONS.forEach(question -> facts.put(question, word(answer(stated.get(question)), ANSWERS)));
        facts.put("alertSeverity", word(stated.get("alertSeverity"), ALERT_WORDS));
        return facts;
    }

    /** Whether the answer is "yes" or can't be ruled out. Diagrams use the same rule. */
    public static boolean isAtStake(String answer) {
        return !"no".equals(answer) && !UNSTATED.equals(answer);
    }

    private static Object first(Object stated, Object known) {
        return stated == null || stated.toString().isBlank() ? known : stated;
    }

    private static String word(Object stated, FactScale words) {
        var word = lower(stated);
        return UNSTATED.equals(word) || words.has(word) ? word : UNKNOWN;
    }

    private static Object answer(Object stated) {
        return stated instanceof Boolean flag
                ? (flag ? "yes" : "no")
                : switch (lower(stated)) {
                    case "true" -> "yes";
                    case "false" -> "no";
                    default -> stated;
                };
    }

    private static String lower(Object stated) {
        return stated == null || stated.toString().isBlank()
                ? UNSTATED
                : stated.toString().strip().toLowerCase(Locale.ROOT);
    }

    private static int count(Object stated) {
        if (stated == null || stated.toString().isBlank()) {
            return 0;
        }
        try {
            return Math.max(UNREADABLE, (int)
                    Math.min(Double.parseDouble(stated.toString().strip()), 1_000_000));
        } catch (NumberFormatException notANumber) {
            return UNREADABLE;
        }
    }
}
