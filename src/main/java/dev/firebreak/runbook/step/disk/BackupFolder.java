package dev.firebreak.runbook.step.disk;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.firebreak.runbook.step.disk.file.FileSearch;
import dev.firebreak.runbook.step.disk.file.FoundFile;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.RootDenied;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The backups in one folder. Those of one thing have the same name but for dates and counters, and replace only each
 * other. A backup counts as good if its SHA-256 is the one in its checksum file.
 */
final class BackupFolder {

    private static final String CHECKSUM = ".sha256";
    private static final Pattern SHA256 = Pattern.compile("([0-9a-f]{64})\\b");

    private static final Pattern NUMBERS = Pattern.compile("(?<![A-Za-z0-9])\\d+|\\d{6,}");

    /** Of the newest backups of one thing, so many are checked. */
    private static final int CHECKED = 2;

    /** After it, no further thing is checked, and stays: planning ends after three quarters of a minute. */
    private static final Duration CHECKING = Duration.ofSeconds(20);

    private static final Duration READ = Duration.ofSeconds(3);
    private static final Duration HASH = Duration.ofSeconds(8);

    private final Host host;
    private final String target;
    private final String folder;

    BackupFolder(Host host, String target, String folder) {
        this.host = host;
        this.target = target;
        this.folder = folder;
    }

    /**
     * What may go, and what must not.
     *
     * @param files what newer and proved backups of the same thing replace, with the checksum files
     * @param unproved for each thing whose newest backups are not proved, why
     */
    record Replaced(List<FoundFile> files, List<String> unproved) {}

    /**
     * Looks at the files directly in the folder; what lies deeper stays.
     *
     * @param keep so many of the newest of each thing stay
     */
    Replaced replaced(int keep) throws InterruptedException {
        var end = System.nanoTime() + CHECKING.toNanos();
        var all = new FileSearch(host, target)
                .all(folder).stream()
                        .filter(FoundFile::isNamedPlainly)
                        .filter(file -> file.path().equals(folder + "/" + file.name()))
                        .toList();
        var things = all.stream()
                .filter(file -> !file.name().endsWith(CHECKSUM))
                .sorted(Comparator.comparing(FoundFile::changed).reversed())
                .collect(groupingBy(BackupFolder::thing, TreeMap::new, toList()));
        var old = new HashSet<String>();
        var unproved = new ArrayList<String>();
        for (var backups : things.values()) {
            if (backups.size() > keep && System.nanoTime() < end) {
                var proved = newestProved(backups, unproved);
                proved.ifPresent(newer -> backups.stream()
                        .skip(keep)
                        .filter(file -> file.changed().isBefore(newer.changed()))
                        .forEach(file -> old.addAll(List.of(file.path(), file.path() + CHECKSUM))));
            } else if (backups.size() > keep) {
                unproved.add(backups.get(0).name() + " is not checked for want of time");
            }
        }
        return new Replaced(
                all.stream().filter(file -> old.contains(file.path())).toList(), unproved);
    }

    /**
     * The name without dates and counters. A short number right after a letter is part of the name: {@code db1} and
     * {@code db2} are two things.
     */
    private static String thing(FoundFile file) {
        return NUMBERS.matcher(file.name()).replaceAll("");
    }

    private Optional<FoundFile> newestProved(List<FoundFile> backups, List<String> unproved)
            throws InterruptedException {
        var why = new ArrayList<String>();
        for (var backup : backups.subList(0, Math.min(CHECKED, backups.size()))) {
            var wrong = wrong(backup);
            if (wrong.isEmpty()) {
                return Optional.of(backup);
            }
            why.add(backup.name() + " " + wrong);
        }
        unproved.add(String.join(", ", why));
        return Optional.empty();
    }

    /** Why the backup is not proved; empty if it is. */
    private String wrong(FoundFile backup) throws InterruptedException {
        if (backup.size() == 0) {
            return "is empty";
        }
        var wanted = asRoot(READ, List.of("head", "--bytes=200", "--", backup.path() + CHECKSUM));
        if (wanted.isEmpty()) {
            return "has no checksum in " + CHECKSUM;
        }
        var seen = asRoot(HASH, List.of("sha256sum", "--zero", "--", backup.path()));
        if (seen.isEmpty()) {
            return "could not be read within " + HASH.toSeconds() + " s";
        }
        return wanted.equals(seen) ? "" : "has another SHA-256 than its checksum says";
    }

    private String asRoot(Duration limit, List<String> command) throws InterruptedException {
        var answer = host.runAsRoot(limit, command);
        if (answer.isDeniedBySudo()) {
            throw new RootDenied(target, command.get(0));
        }
        var sum = SHA256.matcher(answer.output());
        return answer.succeeded() && sum.lookingAt() ? sum.group(1) : "";
    }
}
