package dev.firebreak.logwatch.rule;

import java.util.List;

/** The rules of one file, each with its samples. */
public record RuleFile(List<Entry> entries) {

    /** @param samples what shows that the rule works */
    public record Entry(LogRule rule, List<Sample> samples) {}

    /** One line as a log has it. */
    public record Sample(Place at, String line, boolean counts) {}

    /** Where a sample stands, to say that it does not hold. */
    @FunctionalInterface
    public interface Place {

        RuntimeException invalid(String why);
    }
}
