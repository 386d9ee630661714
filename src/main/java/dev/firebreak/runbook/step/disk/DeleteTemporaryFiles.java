package dev.firebreak.runbook.step.disk;

import static dev.firebreak.runbook.Effect.DESTRUCTIVE;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.disk.file.Folders;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Deletes temporary files by owner and age that no process holds open. Sockets, links and folders stay. */
@RunbookStep(
        topic = "disk.delete-temporary-files",
        title = "Delete temporary files",
        description = "Deletes old files in the folders that settings.temporary of the target lists, of the users in"
                + " settings.temporaryOwners. Files that a process holds open, and evidence, stay.",
        effect = DESTRUCTIVE)
class DeleteTemporaryFiles implements FileDeletionStep<DeleteTemporaryFiles.Order> {

    /** A login name, or the number of a user who is gone. */
    private static final String OWNER = "[a-z_][a-z0-9_-]{0,31}|\\d{1,10}";

    private final FileDeletion deletion;

    DeleteTemporaryFiles(FileDeletion deletion) {
        this.deletion = deletion;
    }

    @Override
    public FileDeletion deletion() {
        return deletion;
    }

    record Order(
            @ParameterDescription("For how long the file has not changed.")
            @NotNull
            @DurationMin(hours = 1)
            @DurationMax(days = 3650)
            @DefaultValue("P3D")
            Duration olderThan,

            @ParameterDescription("How many at most, the largest first.") @Min(1) @Max(500) @DefaultValue("100")
            int most) {}

    @Override
    public Plan plan(Order order, Target target) throws InterruptedException {
        var folders = Folders.of(target, "temporary");
        var missing = folders.missing(target.name(), "/var/tmp");
        var owners = owners(target);
        if (missing.isEmpty() && owners.isEmpty()) {
            missing = "The catalogue names no user in settings.temporaryOwners of " + target.name()
                    + ", such as gitops: nothing is deleted.";
        }
        return missing.isEmpty()
                ? deletion.plan(
                        target,
                        folders.all(),
                        host -> new FileDeletion.Choice(
                                "temporary files",
                                order.olderThan(),
                                file -> owners.contains(file.owner()),
                                "of another user",
                                order.most()))
                : Plan.impossible(missing);
    }

    private static Set<String> owners(Target target) {
        return Arrays.stream(
                        target.settings().getOrDefault("temporaryOwners", "").split(","))
                .map(String::trim)
                .filter(owner -> owner.matches(OWNER))
                .collect(Collectors.toSet());
    }
}
