package dev.firebreak.runbook.step.disk;

import static java.util.stream.Collectors.groupingBy;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.StepOutput;
import dev.firebreak.runbook.step.disk.file.DiskSpace;
import dev.firebreak.runbook.step.disk.file.FileSearch;
import dev.firebreak.runbook.step.disk.file.Folders;
import dev.firebreak.runbook.step.disk.file.FoundFile;
import dev.firebreak.runbook.step.disk.file.ProtectedFiles;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.Hosts;
import dev.firebreak.runbook.step.host.command.RootDenied;
import dev.firebreak.text.ByteText;
import dev.firebreak.text.MarkdownTable;
import dev.firebreak.text.TimeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * Plans and does the deletion of files of a host. The plan names each file with size, time of change and inode; only
 * those that are still the same, and that no process holds open, are deleted. A repeat is harmless: what is gone is
 * gone, and nothing else matches. There is no way back.
 */
@Component
public class FileDeletion {

    private static final String FOLDERS = "folders";
    private static final String OLDER_THAN = "olderThan";
    private static final String MACHINE = "machine";
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Hosts hosts;
    private final ProtectedFiles kept;

    public FileDeletion(Hosts hosts, ProtectedFiles kept) {
        this.hosts = hosts;
        this.kept = kept;
    }

    /**
     * What may go.
     *
     * @param what the plural for people, such as "logs"
     * @param suits decides by name, owner or place; age, protection and open files are decided here
     * @param unsuited why the others stay, after their number
     * @param most how many files at once, the largest first
     */
    public record Choice(String what, Duration olderThan, Predicate<FoundFile> suits, String unsuited, int most) {}

    /** Makes the choice by a look at the host; throws {@link NothingMayGo} if nothing may go. */
    public interface Chooser {
        Choice choose(Host host) throws InterruptedException;
    }

    /** Nothing may be deleted; the message says why. */
    public static final class NothingMayGo extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NothingMayGo(String why) {
            super(why);
        }
    }

    /** Impossible if one of the folders is not where its path says. */
    public Plan plan(Target target, List<String> folders, Chooser chooser) throws InterruptedException {
        try (var host = hosts.open(target)) {
            var elsewhere = Folders.elsewhere(host, target.name(), folders);
            return elsewhere.isEmpty() ? plan(target, host, folders, chooser.choose(host)) : Plan.impossible(elsewhere);
        } catch (RootDenied | NothingMayGo e) {
            return Plan.impossible(e.getMessage());
        }
    }

    private Plan plan(Target target, Host host, List<String> folders, Choice choice) throws InterruptedException {
        var search = new FileSearch(host, target.name());
        var found = new ArrayList<FoundFile>();
        for (var folder : folders) {
            found.addAll(search.olderThan(folder, choice.olderThan()));
        }
        var left = new ArrayList<String>();
        keepOnly(found, choice.suits(), choice.unsuited(), left);
        keepOnly(found, FoundFile::isNamedPlainly, "with an unusual name", left);
        keepOnly(found, file -> !kept.contains(target, file.path()), "protected (audit, evidence, incidents)", left);
        var distinct = new ArrayList<>(Set.copyOf(found));
        distinct.sort(Comparator.comparingLong(FoundFile::occupied).reversed().thenComparing(FoundFile::path));
        var some = new ArrayList<>(distinct.subList(0, Math.min(choice.most(), distinct.size())));
        var open = search.open(some);
        keepOnly(some, file -> !open.contains(file), "open in a process", left);
        note(distinct.size() - choice.most(), "smaller ones for another run", left);
        var measured = measured(target, some, folders);
        var disk = DiskSpace.of(host, target.name(), measured);
        return some.isEmpty()
                ? Plan.to("No " + choice.what() + " of " + target.name() + " may go" + leftText(left) + ". Now "
                        + disk.shown() + ".")
                : plan(target, choice, some, left, disk)
                        .parameter(FOLDERS, String.join(",", folders))
                        .parameter(MACHINE, machine(host));
    }

    /** A folder that is there: an absent one has nothing to delete, and {@code df} fails on it. */
    private static String measured(Target target, List<FoundFile> files, List<String> folders) {
        return files.isEmpty() ? target.settings().getOrDefault("disk", "/") : Folders.of(files.get(0), folders);
    }

    /**
     * By folders that are there now, that of the largest approved file first. No parameter of the plan: other files are
     * the largest while a person thinks about it.
     */
    private static String measured(Host host, Target target, Plan plan) throws InterruptedException {
        var folders = folders(plan);
        var ofFiles = plan.resources().stream()
                .map(path -> Folders.of(path, folders))
                .distinct()
                .toList();
        return Folders.firstThere(host, ofFiles)
                .orElseGet(() -> target.settings().getOrDefault("disk", "/"));
    }

    private static void keepOnly(List<FoundFile> files, Predicate<FoundFile> kept, String why, List<String> left) {
        var before = files.size();
        files.removeIf(kept.negate());
        note(before - files.size(), why, left);
    }

    private static void note(int count, String why, List<String> left) {
        if (count > 0) {
            left.add(count + " " + why);
        }
    }

    private static String leftText(List<String> left) {
        return left.isEmpty() ? "" : " (left: " + String.join(", ", left) + ")";
    }

    private static Plan plan(Target target, Choice choice, List<FoundFile> files, List<String> left, DiskSpace disk) {
        var bytes = files.stream().mapToLong(FoundFile::occupied).sum();
        var table = MarkdownTable.heading("File", "On disk", "Changed", "Owner")
                + MarkdownTable.fitting(files.stream().map(FileDeletion::row).toList(), Plan.TABLE);
        return Plan.to("Delete **" + files.size() + " " + choice.what() + "** of " + target.name() + ", "
                        + ByteText.of(bytes) + " in all, unchanged for " + TimeText.of(choice.olderThan())
                        + leftText(left) + ". Now " + disk.shown() + ".\n\n" + table)
                .on(files.stream().map(FoundFile::id).toList())
                .before("available", disk.available())
                .parameter(OLDER_THAN, choice.olderThan())
                .warning("Deleted files don't come back, and Firebreak keeps no copy.");
    }

    private static String row(FoundFile file) {
        return MarkdownTable.row(file.path(), ByteText.of(file.occupied()), TimeText.of(file.changed()), file.owner());
    }

    /** Names one installation: a host that was installed again under the same address has another one. */
    private static String machine(Host host) throws InterruptedException {
        return host.run(ANSWER, List.of("cat", "/etc/machine-id")).output().strip();
    }

    /** Files that are gone or new don't void an approval; it voids when none of the approved files is left. */
    static Optional<String> changed(Plan approved, Plan now) {
        return approved.sharesResourcesWith(now)
                ? Optional.empty()
                : Optional.of("none of the approved files is there as it was: "
                        + now.summary().lines().findFirst().orElse(""));
    }

    Finding execute(Plan plan, Target target, StepOutput output) throws InterruptedException {
        try (var host = hosts.open(target)) {
            if (!machine(host).equals(plan.parameters().get(MACHINE))) {
                return Finding.failed(target.name() + " is another machine than planned: nothing was deleted");
            }
            var folders = folders(plan);
            var elsewhere = Folders.elsewhere(host, target.name(), folders);
            if (!elsewhere.isEmpty()) {
                return Finding.failed(elsewhere);
            }
            var search = new FileSearch(host, target.name());
            var files = unchanged(plan, search);
            files.removeAll(search.open(files));
            if (files.isEmpty()) {
                return Finding.failed(
                        target.name() + ": each of the files has changed or was opened, nothing was deleted");
            }
            var measured = measured(host, target, plan);
            var before = DiskSpace.of(host, target.name(), measured);
            var byFolder = files.stream().collect(groupingBy(file -> Folders.of(file, folders)));
            var gone = new AtomicInteger();
            output.progress(0, files.size(), "files");
            for (var entry : byFolder.entrySet()) {
                search.delete(
                        entry.getKey(),
                        entry.getValue(),
                        some -> output.progress(gone.addAndGet(some), files.size(), "files"));
                output.line("%,d %s gone below %s"
                        .formatted(
                                entry.getValue().size(),
                                entry.getValue().size() == 1 ? "file" : "files",
                                entry.getKey()));
            }
            return Finding.of(regained(target, plan, files, before, DiskSpace.of(host, target.name(), measured)));
        }
    }

    private static String regained(Target target, Plan plan, List<FoundFile> files, DiskSpace before, DiskSpace after) {
        var skipped = plan.resources().size() - files.size();
        return target.name() + ": " + files.size() + " of " + plan.resources().size() + " files deleted"
                + (skipped > 0 ? ", " + skipped + " left that changed or were opened" : "")
                + "; " + after.regainedSince(before);
    }

    private static List<String> folders(Plan plan) {
        return Arrays.asList(plan.parameters().get(FOLDERS).split(","));
    }

    private static List<FoundFile> unchanged(Plan plan, FileSearch search) throws InterruptedException {
        var age = Duration.parse(plan.parameters().get(OLDER_THAN));
        var approved = Set.copyOf(plan.resources());
        var files = new HashSet<FoundFile>();
        for (var folder : folders(plan)) {
            search.olderThan(folder, age).stream()
                    .filter(file -> approved.contains(file.id()))
                    .forEach(files::add);
        }
        return new ArrayList<>(files);
    }

    /** Done if none of the files is left that could have been deleted. */
    Proof proof(Plan plan, Target target) throws InterruptedException {
        try (var host = hosts.open(target)) {
            var search = new FileSearch(host, target.name());
            var there = unchanged(plan, search);
            var open = search.open(there);
            there.removeAll(open);
            var seen = (plan.resources().size() - there.size() - open.size()) + " of "
                    + plan.resources().size() + " files are gone, "
                    + DiskSpace.of(host, target.name(), measured(host, target, plan))
                            .shown();
            return there.isEmpty() ? Proof.done(seen) : Proof.notDone(seen);
        }
    }
}
