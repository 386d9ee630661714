package dev.firebreak.runbook.step.gitea;

import static dev.firebreak.runbook.Effect.DESTRUCTIVE;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.disk.FileDeletion;
import dev.firebreak.runbook.step.disk.FileDeletionStep;
import dev.firebreak.runbook.step.disk.file.Folders;
import dev.firebreak.runbook.step.disk.file.FoundFile;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Deletes archives of repositories (zip, tar.gz, bundle) that Gitea keeps for downloads and can make again. Only files
 * that are named as Gitea names them go: {@code 7/ab/ab….zip} for repository 7 and commit ab…, so that a folder with
 * repositories, LFS objects or uploads loses nothing even if the catalogue names it.
 */
@RunbookStep(
        topic = "gitea.delete-archives",
        title = "Delete archives",
        description = "Deletes old archives of repositories, which Gitea makes again, in the folder that"
                + " settings.archives of the target names. Repositories, LFS objects and uploads stay.",
        effect = DESTRUCTIVE)
class DeleteArchives implements FileDeletionStep<DeleteArchives.Order> {

    private static final Pattern ARCHIVE =
            Pattern.compile("\\d{1,18}/([0-9a-f]{2})/\\1(?:[0-9a-f]{38}|[0-9a-f]{62})\\.(?:zip|tar\\.gz|bundle)");

    private final FileDeletion deletion;

    DeleteArchives(FileDeletion deletion) {
        this.deletion = deletion;
    }

    @Override
    public FileDeletion deletion() {
        return deletion;
    }

    record Order(
            @ParameterDescription("For how long the archive has not changed.")
            @NotNull
            @DurationMin(hours = 24)
            @DurationMax(days = 3650)
            @DefaultValue("P1D")
            Duration olderThan,

            @ParameterDescription("How many at most, the largest first.") @Min(1) @Max(500) @DefaultValue("500")
            int most) {}

    @Override
    public Plan plan(Order order, Target target) throws InterruptedException {
        var folders = Folders.of(target, "archives");
        var missing = folders.missing(target.name(), "/srv/gitea/gitea/repo-archive");
        if (!missing.isEmpty()) {
            return Plan.impossible(missing);
        }
        var plan = deletion.plan(
                target,
                folders.all(),
                host -> new FileDeletion.Choice(
                        "archives",
                        order.olderThan(),
                        file -> isArchive(file, folders.all()),
                        "not named as Gitea names archives",
                        order.most()));
        return plan.isNothing() || plan.isImpossible() ? plan : warned(plan);
    }

    static boolean isArchive(FoundFile file, List<String> folders) {
        return ARCHIVE.matcher(file.path().substring(Folders.of(file, folders).length() + 1))
                .matches();
    }

    /** Gitea forgets archives of more than a day in its task archive_cleanup, which is on unless it was turned off. */
    private static Plan warned(Plan plan) {
        return plan.warning(
                "Until Gitea's task archive_cleanup has run (at midnight, and when Gitea starts), a download of"
                        + " such an archive fails. A site administrator can run it at once.");
    }
}
