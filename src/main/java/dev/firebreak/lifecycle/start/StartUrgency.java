package dev.firebreak.lifecycle.start;

import dev.firebreak.incident.AlertImpact;
import dev.firebreak.incident.Severity;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How soon the process of an incident has to start: the worst severity that its facts allow. It is an estimate, because
 * no decision runs before the process does; it orders the outbox, and tells what intake holds back in no storm. What
 * can't be read counts as P1.
 */
public final class StartUrgency {

    private static final Set<String> UNSTATED = Set.of("", "unstated");
    private static final Set<String> NOTHING_AT_STAKE = Set.of("", "unstated", "no", "false");
    private static final int MOST_SERVICES_DOWN = 4;

    private StartUrgency() {}

    /** The worst severity that any of these facts can lead to; P1 if they state nothing, as the decision fails up. */
    public static Severity of(Map<String, Object> facts) {
        return Stream.of(
                        byAlert(fact(facts, "alertSeverity"), fact(facts, "alertImpact")),
                        byUsers(fact(facts, "usersAffected")),
                        byServicesDown(fact(facts, "servicesDown"), fact(facts, "serviceTier")),
                        byAnswer(fact(facts, "lifeSafety"), Severity.P1),
                        byAnswer(fact(facts, "securityIssue"), Severity.P1),
                        byAnswer(fact(facts, "dataRisk"), Severity.P1),
                        byAnswer(fact(facts, "releaseBlocked"), Severity.P2))
                .flatMap(Stream::ofNullable)
                .min(Severity::compareTo)
                .orElse(Severity.P1);
    }

    /**
     * How long a start of this urgency lets later ones of worse incidents pass. Later it is first, so that every start
     * happens however many worse incidents arrive.
     */
    static Duration patience(Severity urgency) {
        return switch (urgency) {
            case P1 -> Duration.ZERO;
            case P2 -> Duration.ofSeconds(30);
            case P3 -> Duration.ofMinutes(1);
            case P4 -> Duration.ofMinutes(2);
            case P5 -> Duration.ofMinutes(3);
        };
    }

    private static Severity byAlert(String word, String impact) {
        return UNSTATED.contains(word)
                ? null
                : Severity.ofWord(word)
                        .map(AlertImpact.ofWord(impact).orElse(AlertImpact.UNSTATED)::weigh)
                        .orElse(Severity.P1);
    }

    private static Severity byUsers(String word) {
        return switch (word) {
            case "", "unstated" -> null;
            case "none" -> Severity.P5;
            case "few" -> Severity.P4;
            case "some" -> Severity.P3;
            case "many" -> Severity.P2;
            default -> Severity.P1;
        };
    }

    private static Severity byServicesDown(String count, String tier) {
        if (UNSTATED.contains(count) || count.equals("0")) {
            return null;
        }
        var isFew = count.length() == 1 && count.charAt(0) > '0' && count.charAt(0) < '0' + MOST_SERVICES_DOWN;
        var isLesser = UNSTATED.contains(tier) || tier.equals("tier-2") || tier.equals("tier-3");
        return isFew && isLesser ? Severity.P2 : Severity.P1;
    }

    private static Severity byAnswer(String answer, Severity atStake) {
        return NOTHING_AT_STAKE.contains(answer) ? null : atStake;
    }

    private static String fact(Map<String, Object> facts, String name) {
        var stated = facts.get(name);
        return stated == null ? "" : stated.toString().strip().toLowerCase(Locale.ROOT);
    }
}
