package dev.firebreak.engine.soundness;

import dev.firebreak.incident.Severity;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A decision that Firebreak itself asks: without an answer in the right words, no incident starts.
 *
 * @param closed inputs that have only these values, by their expression
 * @param outputs the scale of each output that Java reads
 */
record KnownDecision(Map<String, Set<String>> closed, Map<String, Scale> outputs) {

    /**
     * The words of an output.
     *
     * @param fits whether an output may say this; texts are without quotes
     * @param inWords the scale for the person who drew the table
     * @param isFree whether every text fits, also one that is passed on from an input
     */
    record Scale(Predicate<String> fits, String inWords, boolean isFree) {

        static Scale of(String... words) {
            return of(Set.of(words)::contains, "one of " + String.join(", ", words));
        }

        static Scale of(Predicate<String> fits, String inWords) {
            return new Scale(fits, inWords, false);
        }
    }

    private static final String[] SEVERITIES =
            Arrays.stream(Severity.values()).map(Severity::name).toArray(String[]::new);
    private static final Scale SEVERITY = Scale.of(SEVERITIES);
    /** {@code RequiredApprovals} of the ledger reads these. */
    private static final Scale APPROVAL = Scale.of("automatic", "one", "two", "forbidden");
    /** {@code PagingPolicy} reads these. */
    private static final Scale PAGING = Scale.of("all", "primary", "notify", "none");

    private static final Scale FLAG = Scale.of("true", "false");
    private static final Scale TEXT = new Scale(text -> true, "a text", true);
    private static final Scale DURATION = Scale.of(KnownDecision::isDuration, "an ISO 8601 duration, such as PT15M");
    private static final Scale OPTIONAL_DURATION =
            Scale.of(text -> text.isEmpty() || isDuration(text), "an ISO 8601 duration, such as PT30M, or nothing");
    private static final Scale TARGET = Scale.of(
            text -> isDuration(text) || text.equals("next-business-day") || text.equals("best-effort"),
            "an ISO 8601 duration, next-business-day or best-effort");

    private static boolean isDuration(String text) {
        try {
            return !java.time.Duration.parse(text).isNegative();
        } catch (java.time.format.DateTimeParseException notADuration) {
            return false;
        }
    }

    /** Empty for a decision that only models ask. */
    static Optional<KnownDecision> of(String key, KnownModels models) {
        return Optional.ofNullable(
                switch (key) {
                    case "assess-severity" -> answering(Map.of("severity", SEVERITY));
                    case "assess-severity-mosaic" -> answering(Map.of("mosaicSeverity", SEVERITY));
                    case "assess-severity-gitops" -> answering(Map.of("gitopsSeverity", SEVERITY));
                    case "authorize-step" -> answering(Map.of("approval", APPROVAL));
                    case "resolve-symptom" -> answering(Map.of("canonicalSymptom", TEXT));
                    case "select-runbook" -> answering(Map.of("runbook", runbook(models)));
                    case "needs-post-mortem" -> answering(Map.of("postMortemNeeded", FLAG));
                    case "set-response-targets" ->
                        new KnownDecision(
                                Map.of("severity", Arrays.stream(SEVERITIES).collect(Collectors.toSet())),
                                Map.of(
                                        "acknowledgeWithin", DURATION,
                                        "respondWithin", TARGET,
                                        "updateEvery", DURATION,
                                        "paging", PAGING,
                                        "audiences", TEXT,
                                        "postMortemNeeded", FLAG,
                                        "signOfLifeWithin", OPTIONAL_DURATION));
                    default -> null;
                });
    }

    private static KnownDecision answering(Map<String, Scale> outputs) {
        return new KnownDecision(Map.of(), outputs);
    }

    private static Scale runbook(KnownModels models) {
        return Scale.of(
                key -> key.equals("none") || models.process().test(key),
                "none, or the key of a runbook of this deployment or of the engine");
    }
}
