package dev.firebreak.runbook.step.disk;

import static dev.firebreak.runbook.Effect.DESTRUCTIVE;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.disk.FileDeletion.NothingMayGo;
import dev.firebreak.runbook.step.disk.file.Folders;
import dev.firebreak.runbook.step.disk.file.FoundFile;
import dev.firebreak.runbook.step.host.command.Host;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Deletes backups that a newer one of the same thing replaces, whose checksum proves it. Each backup lies directly in a
 * folder of {@code settings.backups}, with its checksum beside it, as {@code sha256sum} writes it.
 */
@RunbookStep(
        topic = "disk.delete-old-backups",
        title = "Delete old backups",
        description = "Deletes old backups in the folders that settings.backups of the target lists, only while a newer"
                + " one of the same name but for numbers is there whose SHA-256 is that of its .sha256 file. The newest"
                + " stay in any case.",
        effect = DESTRUCTIVE)
class DeleteOldBackups implements FileDeletionStep<DeleteOldBackups.Order> {

    private final FileDeletion deletion;

    DeleteOldBackups(FileDeletion deletion) {
        this.deletion = deletion;
    }

    @Override
    public FileDeletion deletion() {
        return deletion;
    }

    record Order(
            @ParameterDescription("For how long the backup has not changed.")
            @NotNull
            @DurationMin(hours = 1)
            @DurationMax(days = 3650)
            @DefaultValue("P14D")
            Duration olderThan,

            @ParameterDescription("How many at most, the largest first.") @Min(1) @Max(500) @DefaultValue("100")
            int most,

            @ParameterDescription("How many of the newest backups of each name stay in any case.")
            @Min(1)
            @Max(100)
            @DefaultValue("2")
            int keep) {}

    @Override
    public Plan plan(Order order, Target target) throws InterruptedException {
        var folders = Folders.of(target, "backups");
        var missing = folders.missing(target.name(), "/var/backups/gitops-auditor");
        return missing.isEmpty()
                ? deletion.plan(target, folders.all(), host -> choice(order, target, host, folders.all()))
                : Plan.impossible(missing);
    }

    private static FileDeletion.Choice choice(Order order, Target target, Host host, List<String> folders)
            throws InterruptedException {
        var mayGo = new HashSet<FoundFile>();
        var unproved = new ArrayList<String>();
        for (var folder : folders) {
            var replaced = new BackupFolder(host, target.name(), folder).replaced(order.keep());
            mayGo.addAll(replaced.files());
            unproved.addAll(replaced.unproved());
        }
        var why = String.join("; ", unproved);
        if (mayGo.isEmpty() && !unproved.isEmpty()) {
            throw new NothingMayGo("No newer backup of " + target.name() + " is proved: " + why
                    + ". Older ones may be the only good ones, so none is deleted. Make a new backup and its checksum"
                    + " with sha256sum.");
        }
        return new FileDeletion.Choice(
                "backups",
                order.olderThan(),
                mayGo::contains,
                "that no newer proved backup of the same name replaces" + (why.isEmpty() ? "" : " (" + why + ")"),
                order.most());
    }
}
