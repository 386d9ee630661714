package dev.firebreak.runbook.step.forensics;

import static dev.firebreak.runbook.Effect.READ;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.text.Markdown;
import dev.firebreak.text.MarkdownTable;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Keeps what an attack may have left on the target, before anything is changed there (guarantees.md A077), and names what
 * a person has to judge.
 */
@RunbookStep(
        topic = "forensics.collect-evidence",
        title = "Collect evidence",
        description = "Keeps connections, processes, open files, keys, logins, logs and changed files of the target as"
                + " evidence, and names what is suspicious. Changes nothing. Sets indicators and evidenceSeen.",
        effect = READ)
class CollectEvidence implements RunbookReading<CollectEvidence.Order> {

    /** What a person has to judge, as a Markdown list. */
    static final ProcessVariable<String> INDICATORS = ProcessVariable.text("indicators");

    /** What was kept and what is missing, safe to show as Markdown. */
    static final ProcessVariable<String> EVIDENCE_SEEN = ProcessVariable.text("evidenceSeen");

    /** The form shows it next to a sentence, within the length of a variable. */
    private static final int LIST = 3_000;

    private static final int DETAILS = 15_000;

    private final HostEvidence hosts;
    private final ContainerEvidence containers;

    CollectEvidence(HostEvidence hosts, ContainerEvidence containers) {
        this.hosts = hosts;
        this.containers = containers;
    }

    record Order(
            @ParameterDescription("How far back to keep the log.")
            @NotNull
            @DurationMin(minutes = 1)
            @DurationMax(days = 7)
            @DefaultValue("PT24H")
            Duration logsBack) {}

    @Override
    public Map<String, Object> unread() {
        return Map.of(INDICATORS.name(), "not looked for", EVIDENCE_SEEN.name(), "No evidence was collected.");
    }

    @Override
    public Finding read(Order order, Target target) throws InterruptedException {
        if (target.kind().equals("host")) {
            return finding(target, hosts.of(target, order.logsBack()));
        }
        if (!target.settings().containsKey("container")) {
            return nothing(target.name() + " is no host, and the catalogue names no container of it: collect evidence"
                    + " by hand");
        }
        var found = containers.of(target, order.logsBack());
        return found.isPresent()
                ? finding(target, found.get())
                : nothing("There is no container of " + target.name() + " on the Docker Engine");
    }

    private static Finding nothing(String why) {
        return Finding.failed(why).with(INDICATORS, "none").with(EVIDENCE_SEEN, Markdown.line(why) + ".");
    }

    private static Finding finding(Target target, CollectedEvidence collected) {
        var seen = target.name() + ": " + kept(collected.parts()) + missing(collected.parts());
        var indicators = collected.indicators();
        var finding = Finding.of(seen + ". " + counted(indicators))
                .withDetails(details(collected))
                .with(INDICATORS, indicators.isEmpty() ? "none" : list(indicators, LIST))
                .with(EVIDENCE_SEEN, Markdown.line(seen + "."));
        for (var part : collected.parts()) {
            if (part.isThere()) {
                finding = finding.attach(part.file(), "text/plain", part.text());
            }
        }
        return finding;
    }

    private static String kept(List<EvidencePart> parts) {
        var there = parts.stream().filter(EvidencePart::isThere).count();
        return there + " parts of evidence read";
    }

    private static String missing(List<EvidencePart> parts) {
        var names = parts.stream()
                .filter(part -> !part.isThere())
                .map(EvidencePart::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ", without " + names;
    }

    private static String counted(List<Indicator> indicators) {
        return indicators.isEmpty()
                ? "Nothing suspicious was found"
                : "To be judged by a person: " + indicators.size()
                        + (indicators.size() == 1 ? " finding" : " findings");
    }

    private static String details(CollectedEvidence collected) {
        var problems = collected.parts().stream()
                .filter(part -> part.problem() != null)
                .map(part -> "- **" + part.name() + "** " + Markdown.line(part.problem()) + "\n")
                .collect(Collectors.joining());
        var indicators = list(collected.indicators(), DETAILS);
        return problems + (problems.isEmpty() || indicators.isEmpty() ? "" : "\n") + indicators;
    }

    private static String list(List<Indicator> indicators, int characters) {
        return MarkdownTable.fitting(indicators.stream().map(Indicator::item).toList(), characters);
    }

    @Override
    public Duration timeLimit() {
        var host = HostEvidence.longest();
        var container = ContainerEvidence.longest();
        return host.compareTo(container) > 0 ? host : container;
    }
}
