package dev.firebreak.runbook.step.disk;

import static dev.firebreak.runbook.Effect.DESTRUCTIVE;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.disk.file.Folders;
import dev.firebreak.runbook.step.disk.file.FoundFile;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.regex.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Deletes logs that are old and that no process holds open; an open log would free nothing. */
@RunbookStep(
        topic = "disk.delete-old-logs",
        title = "Delete old logs",
        description = "Deletes old logs in the folders that settings.logs of the target lists. Logs that a process"
                + " holds open, audit logs, evidence and records of incidents stay.",
        effect = DESTRUCTIVE)
class DeleteOldLogs implements FileDeletionStep<DeleteOldLogs.Order> {

    /** A log, a rotated one ({@code app.log.1}, {@code app.log-20261101}, {@code syslog.3}), or a compressed one. */
    private static final Pattern LOG =
            Pattern.compile(".+(\\.log|\\.log[.-].*|[.-]\\d{1,10}|\\.old)(\\.(gz|xz|bz2|zst))?", Pattern.DOTALL);

    private final FileDeletion deletion;

    DeleteOldLogs(FileDeletion deletion) {
        this.deletion = deletion;
    }

    @Override
    public FileDeletion deletion() {
        return deletion;
    }

    record Order(
            @ParameterDescription("For how long the log has not changed.")
            @NotNull
            @DurationMin(hours = 1)
            @DurationMax(days = 3650)
            @DefaultValue("P7D")
            Duration olderThan,

            @ParameterDescription("How many at most, the largest first.") @Min(1) @Max(500) @DefaultValue("100")
            int most) {}

    @Override
    public Plan plan(Order order, Target target) throws InterruptedException {
        var folders = Folders.of(target, "logs");
        var missing = folders.missing(target.name(), "/var/log/gitops-auditor");
        return missing.isEmpty()
                ? deletion.plan(
                        target,
                        folders.all(),
                        host -> new FileDeletion.Choice(
                                "logs", order.olderThan(), DeleteOldLogs::isLog, "of another kind", order.most()))
                : Plan.impossible(missing);
    }

    static boolean isLog(FoundFile file) {
        return LOG.matcher(file.name()).matches();
    }
}
