package dev.firebreak.lifecycle.severity;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.ALERT_IMPACT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RAISED_BY;

import dev.firebreak.catalog.Service;
import dev.firebreak.incident.AlertImpact;
import dev.firebreak.incident.FactWords;
import dev.firebreak.incident.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Normalises facts for the decision tables. Afterwards, every fact has a value: a missing fact is "unstated", and a
 * value that can't be read is "unknown", which fails up.
 */
public final class SeverityFacts {

    public static final String UNSTATED = "unstated";
    public static final String UNKNOWN = "unknown";

    private static final FactScale USERS = FactScale.of("none", "few", "some", "many", "all unknown");
    private static final FactScale ANSWERS = FactScale.of("no", "yes unknown");
    private static final FactScale TIERS = FactScale.of("tier-3", "tier-2", "tier-1 unknown");
    private static final String ALERT_SEVERITY = "alertSeverity";
    private static final List<String> ALERT = List.of(ALERT_SEVERITY, ALERT_IMPACT.name());
    private static final int IMPACT_STEPS = AlertImpact.values().length;
    private static final List<String> QUESTIONS = List.of("dataRisk", "securityIssue", "lifeSafety", "releaseBlocked");

    /** A value was given that is not a number. The decision tables treat a negative count as unknown. */
    private static final int UNREADABLE = -1;

    private SeverityFacts() {}

    /**
     * Each fact at its worst value; a fact that did not get worse keeps its known value. Severity word and impact of an
     * alert belong together. If anything got worse, the alert that made it worse is named.
     */
    static Map<String, Object> worst(Map<String, Object> known, Map<String, Object> stated) {
        var worst = new LinkedHashMap<>(known);
        stated.forEach((fact, now) -> {
            if (isRanked(fact) && rank(fact, now) > rank(fact, known.get(fact))) {
                worst.put(fact, now);
            }
        });
        if (weight(stated) < weight(known)) {
            ALERT.forEach(fact -> worst.compute(fact, (name, before) -> stated.get(fact)));
        }
        var raisedBy = stated.get(RAISED_BY.name());
        if (raisedBy != null && !worst.equals(known)) {
            worst.put(RAISED_BY.name(), raisedBy);
        }
        return worst;
    }

    private static boolean isRanked(String fact) {
        return !ALERT.contains(fact) && !RAISED_BY.name().equals(fact);
    }

    /** How much the alert weighs: 0 is the worst. Where no alert is stated, anything weighs more. */
    private static int weight(Map<String, Object> facts) {
        var word = alertWord(facts.get(ALERT_SEVERITY));
        if (UNSTATED.equals(word)) {
            return Integer.MAX_VALUE;
        }
        var severity = Severity.ofWord(word).orElse(Severity.P1);
        var impact = AlertImpact.ofWord(lower(facts.get(ALERT_IMPACT.name()))).orElse(AlertImpact.UNSTATED);
        var weighed = UNKNOWN.equals(word) ? Severity.P1 : impact.weigh(severity);
        return weighed.ordinal() * IMPACT_STEPS + (IMPACT_STEPS - 1 - impact.ordinal());
    }

    private static int rank(String fact, Object stated) {
        if ("servicesDown".equals(fact)) {
            var down = count(stated);
            return down == UNREADABLE ? Integer.MAX_VALUE : down;
        }
        return "usersAffected".equals(fact) && stated != null
                ? USERS.rank(lower(FactWords.users(stated.toString())))
                : scale(fact).rank(lower(answer(stated)));
    }

    private static FactScale scale(String fact) {
        return switch (fact) {
            case "usersAffected" -> USERS;
            case "serviceTier" -> TIERS;
            default -> ANSWERS;
        };
    }

    /** @param service fills in what {@code stated} leaves out; null if unknown */
    public static Map<String, Object> of(Map<String, Object> stated, Service service) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("usersAffected", word(users(stated, service), USERS));
        facts.put("servicesDown", count(stated.get("servicesDown")));
        facts.put(
                "serviceTier", word(first(stated.get("serviceTier"), service == null ? null : service.tier()), TIERS));
        QUESTIONS.forEach(question -> facts.put(question, word(answer(stated.get(question)), ANSWERS)));
        facts.put(ALERT_SEVERITY, alertWord(stated.get(ALERT_SEVERITY)));
        facts.put(ALERT_IMPACT.name(), impact(stated.get(ALERT_IMPACT.name())));
        facts.computeIfAbsent(RAISED_BY.name(), stated::get);
        return facts;
    }

    /**
     * Who is affected. The catalogue says who is affected by an outage, so it fills in for a person who declares an
     * incident, but not for an alert, which may say that nothing is out.
     */
    private static Object users(Map<String, Object> stated, Service service) {
        var users = stated.get("usersAffected");
        if (users != null && !users.toString().isBlank()) {
            return FactWords.users(users.toString());
        }
        return service == null || !UNSTATED.equals(alertWord(stated.get(ALERT_SEVERITY)))
                ? null
                : service.usersAffected();
    }

    /** One word for each level, so that decision tables need not list all words of the field. */
    private static String alertWord(Object stated) {
        var word = lower(stated);
        return UNSTATED.equals(word)
                ? word
                : Severity.ofWord(word).map(Severity::word).orElse(UNKNOWN);
    }

    /** What can't be read weighs nothing: the severity word says how bad it is. */
    private static String impact(Object stated) {
        return AlertImpact.ofWord(lower(stated)).map(AlertImpact::word).orElse(UNSTATED);
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
        return stated == null || stated.toString().isBlank() ? stated : FactWords.answer(stated.toString());
    }

    private static String lower(Object stated) {
        return stated == null || stated.toString().isBlank()
                ? UNSTATED
                : stated.toString().strip().toLowerCase(Locale.ROOT);
    }

    private static int count(Object stated) {
        if (stated == null
                || FactWords.isNo(stated.toString())
                || stated.toString().isBlank()) {
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
