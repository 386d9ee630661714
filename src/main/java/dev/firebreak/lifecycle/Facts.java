package dev.firebreak.lifecycle;

import dev.firebreak.catalog.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What decisions see, in their words: whatever came in, every fact is there afterwards, and what nobody can read is
 * "unknown", which fails up. "unstated" means that nobody has said anything.
 */
final class Facts {

    static final String UNSTATED = "unstated";
    static final String UNKNOWN = "unknown";

    private static final Set<String> USERS = Set.of("all", "many", "some", "few", "none", UNKNOWN);
    private static final Set<String> ANSWERS = Set.of("yes", "no", UNKNOWN);
    private static final Set<String> TIERS = Set.of("tier-1", "tier-2", "tier-3");
    private static final Set<String> ALERT_WORDS = Set.of(
            "critical", "p1", "high", "error", "p2", "medium", "warning", "p3", "low", "p4", "info", "p5", UNKNOWN);
    private static final List<String> QUESTIONS = List.of("dataRisk", "securityIssue", "lifeSafety", "releaseBlocked");

    /** Below zero means: a number was given that nobody can read. */
    private static final int UNREADABLE = -1;

    private Facts() {}

    static Map<String, Object> of(Map<String, Object> said, Service service) {
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
    static boolean isAtStake(String answer) {
        return !"no".equals(answer) && !UNSTATED.equals(answer);
    }

    private static Object first(Object said, Object known) {
        return said == null || said.toString().isBlank() ? known : said;
    }

    private static String word(Object said, Set<String> words) {
        var word = lower(said);
        return UNSTATED.equals(word) || words.contains(word) ? word : UNKNOWN;
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
