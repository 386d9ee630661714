package dev.firebreak.runbook.step.disk;

import dev.firebreak.runbook.step.disk.FileDeletion.NothingMayGo;
import dev.firebreak.runbook.step.disk.file.FileSearch;
import dev.firebreak.runbook.step.disk.file.FoundFile;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.RootDenied;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** The backups of one thing in one folder. A backup counts as good if its SHA-256 is the one in its checksum file. */
final class BackupFolder {

    private static final String CHECKSUM = ".sha256";
    private static final Pattern SHA256 = Pattern.compile("([0-9a-f]{64})\\b");

    /** Of the newest backups, so many are checked: planning ends after half a minute. */
    private static final int CHECKED = 2;

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
     * The files that a newer and proved backup replaces, with their checksum files.
     *
     * @param keep so many of the newest stay
     * @throws NothingMayGo if no backup is proved
     */
    List<FoundFile> replaced(int keep) throws InterruptedException {
        var all = new ArrayList<>(new FileSearch(host, target).all(folder));
        all.removeIf(file -> !file.isNamedPlainly());
        var backups = all.stream()
                .filter(file -> !file.name().endsWith(CHECKSUM))
                .sorted(Comparator.comparing(FoundFile::changed).reversed())
                .toList();
        if (backups.size() <= keep) {
            return List.of();
        }
        var proved = newestProved(backups);
        var old = backups.subList(Math.max(keep, backups.indexOf(proved) + 1), backups.size());
        var paths = old.stream().map(FoundFile::path).toList();
        return all.stream()
                .filter(file -> paths.contains(file.path())
                        || (file.name().endsWith(CHECKSUM)
                                && paths.contains(
                                        file.path().substring(0, file.path().length() - CHECKSUM.length()))))
                .toList();
    }

    private FoundFile newestProved(List<FoundFile> backups) throws InterruptedException {
        var why = new ArrayList<String>();
        for (var backup : backups.subList(0, Math.min(CHECKED, backups.size()))) {
            var wrong = wrong(backup);
            if (wrong.isEmpty()) {
                return backup;
            }
            why.add(backup.name() + " " + wrong);
        }
        throw new NothingMayGo("No backup in " + folder + " of " + target + " is proved: " + String.join(", ", why)
                + ". Older ones may be the only good ones, so none is deleted. Make a new backup and its checksum with"
                + " sha256sum.");
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
