package dev.firebreak.runbook.step.git;

import static dev.firebreak.runbook.Effect.DESTRUCTIVE;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.disk.file.DiskSpace;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.HostPath;
import dev.firebreak.runbook.step.host.command.Hosts;
import dev.firebreak.runbook.step.host.command.RootDenied;
import dev.firebreak.text.ByteText;
import dev.firebreak.text.MarkdownTable;
import dev.firebreak.text.Text;
import dev.firebreak.text.TimeText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Deletes bare repositories that nobody read or wrote for long and that have an origin to clone from again. The age of
 * the folder is not the last use; a repository without an origin may be the only copy and stays, and so does one that
 * another borrows objects from.
 */
@RunbookStep(
        topic = "git.delete-unused-repositories",
        title = "Delete unused repositories",
        description = "Deletes bare repositories in settings.repositories of the target that nobody read or wrote for"
                + " long. Those without an origin elsewhere, those in use, and those that others borrow objects from,"
                + " stay.",
        effect = DESTRUCTIVE)
class DeleteUnusedRepositories implements RunbookDelegate<DeleteUnusedRepositories.Order> {

    private final Hosts hosts;
    private final Clock clock;

    DeleteUnusedRepositories(Hosts hosts, Clock clock) {
        this.hosts = hosts;
        this.clock = clock;
    }

    record Order(
            @ParameterDescription("For how long nobody read or wrote the repository.")
            @NotNull
            @DurationMin(days = 2)
            @DurationMax(days = 3650)
            @DefaultValue("P30D")
            Duration unusedFor,

            @ParameterDescription("How many at most, the least recently used first.")
            @Min(1)
            @Max(100)
            @DefaultValue("20")
            int most) {}

    @Override
    public Plan plan(Order order, Target target) throws InterruptedException {
        var folder = folder(target);
        if (!HostPath.isBelowAFolder(folder)) {
            return Plan.impossible("settings.repositories of " + target.name()
                    + " must be a folder such as /var/lib/gitops-auditor/repos: nothing is deleted.");
        }
        try (var host = hosts.open(target)) {
            return plan(order, target, host, new StoredRepositories(host, target.name(), folder));
        } catch (RootDenied e) {
            return Plan.impossible(e.getMessage());
        }
    }

    private Plan plan(Order order, Target target, Host host, StoredRepositories stored) throws InterruptedException {
        if (!stored.notesUse()) {
            return Plan.impossible("The file system of " + folder(target) + " does not note when files are read"
                    + " (noatime): nobody sees which repositories are in use, and none is deleted.");
        }
        var hidden = stored.hiddenBehindLink();
        if (hidden.isPresent()) {
            return Plan.impossible(hidden.get());
        }
        var borrowed = stored.borrowed();
        if (!borrowed.obstacle().isEmpty()) {
            return Plan.impossible(borrowed.obstacle());
        }
        var limit = clock.instant().minus(order.unusedFor());
        var unused = new ArrayList<StoredRepository>();
        var alone = 0;
        var open = 0;
        var lent = 0;
        for (var repository : stored.all()) {
            if (repository.used().isBefore(limit) && unused.size() < order.most()) {
                if (repository.origin().isEmpty()) {
                    alone++;
                } else if (borrowed.mayBeIn(repository)) {
                    lent++;
                } else if (stored.isInUse(repository)) {
                    open++;
                } else {
                    unused.add(repository);
                }
            }
        }
        var disk = DiskSpace.of(host, target.name(), folder(target));
        var left = alone + open + lent > 0
                ? " (left: " + alone + " without an origin elsewhere, " + open + " in use, " + lent
                        + " that others borrow objects from)"
                : "";
        if (unused.isEmpty()) {
            return Plan.to("No repository of " + target.name() + " that was unused for "
                    + TimeText.of(order.unusedFor()) + " may be deleted" + left + ". Now " + disk.shown() + ".");
        }
        var bytes = unused.stream().mapToLong(StoredRepository::bytes).sum();
        return Plan.to("Delete **" + unused.size() + " repositories** of " + target.name() + ", " + ByteText.of(bytes)
                        + " in all, unused for " + TimeText.of(order.unusedFor()) + left + ". Now " + disk.shown()
                        + ".\n\n" + MarkdownTable.heading("Repository", "Last used", "On disk", "Origin")
                        + MarkdownTable.fitting(
                                unused.stream()
                                        .map(DeleteUnusedRepositories::row)
                                        .toList(),
                                Plan.TABLE))
                .on(unused.stream().map(StoredRepository::id).toList())
                .warning("What was pushed only here is lost; the rest is cloned again from its origin.")
                .warning("Not seen: containers that use these repositories through a bind mount under another path, and"
                        + " repositories outside " + folder(target) + " that borrow objects from these.");
    }

    private static String row(StoredRepository it) {
        return MarkdownTable.row(
                it.path(), TimeText.of(it.used()), ByteText.of(it.bytes()), Text.shown(it.origin(), 100));
    }

    private static String folder(Target target) {
        return target.settings().getOrDefault("repositories", "");
    }

    /** Repositories that are gone or used since don't void an approval; it voids when none is left as it was. */
    @Override
    public Optional<String> changed(Plan approved, Plan now) {
        return approved.sharesResourcesWith(now)
                ? Optional.empty()
                : Optional.of("none of the approved repositories is unused any more");
    }

    @Override
    public Finding execute(Plan plan, Target target) throws InterruptedException {
        try (var host = hosts.open(target)) {
            var stored = new StoredRepositories(host, target.name(), folder(target));
            var before = DiskSpace.of(host, target.name(), folder(target));
            var deleted = 0;
            for (var repository : unchanged(plan, stored)) {
                var borrowed = stored.borrowed();
                var obstacle = stored.hiddenBehindLink().orElse(borrowed.obstacle());
                if (!obstacle.isEmpty()) {
                    return Finding.failed(target.name() + ": " + deleted + " of "
                            + plan.resources().size() + " repositories deleted. " + obstacle);
                }
                var needed = borrowed.mayBeIn(repository) || stored.isInUse(repository);
                // Read last, so that a push since the plan is not lost.
                if (!needed && isUnchanged(plan, stored.again(repository))) {
                    stored.delete(repository);
                    deleted++;
                }
            }
            var after = DiskSpace.of(host, target.name(), folder(target));
            return Finding.of(target.name() + ": " + deleted + " of "
                    + plan.resources().size() + " repositories deleted; " + after.regainedSince(before));
        }
    }

    private static boolean isUnchanged(Plan plan, Optional<StoredRepository> now) {
        return now.isPresent() && plan.resources().contains(now.get().id());
    }

    private static List<StoredRepository> unchanged(Plan plan, StoredRepositories stored) throws InterruptedException {
        return stored.all().stream()
                .filter(repository -> plan.resources().contains(repository.id()))
                .toList();
    }

    @Override
    public Proof probe(Intent intent, Target target) throws InterruptedException {
        return verify(intent.plan(), target);
    }

    @Override
    public Proof verify(Plan plan, Target target) throws InterruptedException {
        try (var host = hosts.open(target)) {
            var stored = new StoredRepositories(host, target.name(), folder(target));
            var borrowed = stored.borrowed();
            if (!borrowed.obstacle().isEmpty()) {
                return Proof.notDone(borrowed.obstacle());
            }
            var left = 0;
            for (var repository : unchanged(plan, stored)) {
                left += borrowed.mayBeIn(repository) || stored.isInUse(repository) ? 0 : 1;
            }
            var seen =
                    (plan.resources().size() - left) + " of " + plan.resources().size()
                            + " repositories are gone or needed, "
                            + DiskSpace.of(host, target.name(), folder(target)).shown();
            return left == 0 ? Proof.done(seen) : Proof.notDone(seen);
        }
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(10);
    }
}
