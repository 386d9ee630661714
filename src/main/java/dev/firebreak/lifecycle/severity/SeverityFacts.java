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
 * What decisions see, in their words: whatever came in, every fact is there afterwards, and what nobody can read is
 * "unknown", which fails up. "unstated" means that nobody has said anything.
 */
public final class SeverityFacts {

    static final String UNSTATED = "unstated";
    public static final String UNKNOWN = "unknown";

    private static final FactScale USERS = FactScale.of("none", "few", "some", "many", "all unknown");
    private static final FactScale ANSWERS = FactScale.of("no", "yes unknown");
    private static final FactScale TIERS = FactScale.of("tier-3", "tier-2", "tier-1 unknown");
    private static final FactScale ALERT_WORDS = FactScale.of(severityWords());
    private static final List<String> QUESTIONS = List.of("dataRisk", "securityIssue", "lifeSafety", "releaseBlocked");

    /** Below zero means: a number was given that nobody can read. */
    private static final int UNREADABLE = -1;

    private SeverityFacts() {}

    /** The words of one level in each element, the least severe level first. */
    private static String[] severityWords() {
        return Stream.of(Severity.values())
                .sorted(Comparator.reverseOrder())
                .map(severity -> String.join(" ", severity.words()) + (severity == Severity.P1 ? " " + UNKNOWN : ""))
                .toArray(String[]::new);
    }

    /** Each fact as bad as it was ever said; what was no worse stays as it was. */
    static Map<String, Object> worst(Map<String, Object> known, Map<String, Object> said) {
        var worst = new LinkedHashMap<>(known);
        said.forEach((fact, now) -> {
            if (rank(fact, now) > rank(fact, known.get(fact))) {
                worst.put(fact, now);
            }
        });
        return worst;
    }

    private static int rank(String fact, Object said) {
        if ("servicesDown".equals(fact)) {
            var down = count(said);
            return down == UNREADABLE ? Integer.MAX_VALUE : down;
        }
        return scale(fact).rank(lower(answer(said)));
    }

    private static FactScale scale(String fact) {
        return switch (fact) {
            case "usersAffected" -> USERS;
            case "serviceTier" -> TIERS;
            case "alertSeverity" -> ALERT_WORDS;
            default -> ANSWERS;
        };
    }

    public static Map<String, Object> of(Map<String, Object> said, Service service) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put(
                "usersAffected",
                word(first(said.get("usersAffected"), service == null ? null : service.usersAffected()), USERS));
        facts.put("servicesDown", count(said.get("servicesDown")));
        facts.put("serviceTier", word(first(said.get("serviceTier"), service == null ? null : service.tier()), TIERS));
        QUESTIONS.forEach(question -> facts.put(question, word(answer(said.get(question)), ANSWERS)));
        facts.put("alertSeverity", word(said.get("alertSeverity"), ALERT_WORDS));
        return facts;
    }

    /** As the diagrams ask it: said, or nobody can rule it out. */
    public static boolean isAtStake(String answer) {
        return !"no".equals(answer) && !UNSTATED.equals(answer);
    }

    private static Object first(Object said, Object known) {
        return said == null || said.toString().isBlank() ? known : said;
    }

    private static String word(Object said, FactScale words) {
        var word = lower(said);
        return UNSTATED.equals(word) || words.has(word) ? word : UNKNOWN;
    }

    private static Object answer(Object said) {
        return said instanceof Boolean flag
                ? (flag ? "yes" : "no")
                : switch (lower(said)) {
                    case "true" -> "yes";
                    case "false" -> "no";
                    default -> said;
                };
    }

    private static String lower(Object said) {
        return said == null || said.toString().isBlank()
                ? UNSTATED
                : said.toString().strip().toLowerCase(Locale.ROOT);
    }

    private static int count(Object said) {
        if (said == null || said.toString().isBlank()) {
            return 0;
        }
        try {
            return Math.max(UNREADABLE, (int)
                    Math.min(Double.parseDouble(said.toString().strip()), 1_000_000));
        } catch (NumberFormatException notANumber) {
            return UNREADABLE;
        }
    }
}
