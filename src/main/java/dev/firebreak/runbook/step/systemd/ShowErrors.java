package dev.firebreak.runbook.step.systemd;

import static dev.firebreak.runbook.Effect.READ;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.host.command.Hosts;
import dev.firebreak.text.TimeText;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Counts the errors that the units of a host wrote lately, and keeps them as evidence. */
@RunbookStep(
        topic = "systemd.show-errors",
        title = "Show journal errors",
        description = "Counts what the units in settings.units of the target wrote as errors lately, and keeps it. Sets"
                + " journalErrors.",
        effect = READ)
class ShowErrors implements RunbookReading<ShowErrors.Order> {

    static final ProcessVariable<Long> JOURNAL_ERRORS = ProcessVariable.number("journalErrors");

    private static final Duration ANSWER = Duration.ofSeconds(15);

    /** More than people read; the count then says "at least". */
    private static final int MOST = 1_000;

    private final Hosts hosts;

    ShowErrors(Hosts hosts) {
        this.hosts = hosts;
    }

    record Order(
            @ParameterDescription("How far back to look.")
            @NotNull
            @DurationMin(minutes = 1)
            @DurationMax(days = 7)
            @DefaultValue("PT1H")
            Duration back) {}

    @Override
    public Map<String, Object> unread() {
        return Map.of(JOURNAL_ERRORS.name(), 0L);
    }

    @Override
    public Finding read(Order order, Target target) throws InterruptedException {
        var units = Units.of(target);
        if (units.isEmpty()) {
            return Finding.failed(Units.none(target)).with(JOURNAL_ERRORS, 0L);
        }
        var command = new ArrayList<>(List.of("journalctl", "--no-pager", "--utc", "--output=short-iso", "--quiet"));
        command.addAll(List.of(
                "--priority=err", "--lines=" + MOST, "--since=-" + order.back().toSeconds() + "s"));
        units.forEach(unit -> command.add("--unit=" + unit));
        try (var host = hosts.open(target)) {
            var answer = host.run(ANSWER, command);
            if (!answer.succeeded()) {
                return Finding.failed(target.name() + ": the journal can't be read, " + answer.failure()
                                + ". Is the user in the group systemd-journal?")
                        .with(JOURNAL_ERRORS, 0L);
            }
            var errors = answer.output().lines().filter(line -> !line.isBlank()).count();
            var finding = Finding.of(target.name() + ": " + (errors >= MOST ? "at least " : "") + errors
                            + " errors in the journal of " + String.join(", ", units) + " in the last "
                            + TimeText.of(order.back()))
                    .with(JOURNAL_ERRORS, errors);
            return errors == 0 ? finding : finding.attach("errors.txt", "text/plain", answer.output());
        }
    }
}
