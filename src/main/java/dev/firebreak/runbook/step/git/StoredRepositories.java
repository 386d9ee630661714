package dev.firebreak.runbook.step.git;

import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import dev.firebreak.runbook.step.host.command.RootDenied;
import dev.firebreak.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The bare repositories in one folder of a host, as {@code find} and their own settings show them. */
final class StoredRepositories {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration DELETE = Duration.ofSeconds(60);
    private static final Pattern FOLDER =
            Pattern.compile("(\\d{1,18}) (\\d{1,18}) ([A-Za-z0-9][A-Za-z0-9_.-]{0,100}\\.git)");
    private static final Pattern FILE = Pattern.compile("(\\d{1,11})\\.\\d+ (\\d{1,11})\\.\\d+ (\\d{1,15})");
    private static final int BLOCK = 512;

    /** {@code https://host/path} or {@code host:path}, but no path and no {@code file:} address. */
    private static final String ELSEWHERE = "(?!file:)([A-Za-z][A-Za-z0-9+.-]*://.+|[^/:]+:.+)";

    /** So many are looked at: planning ends after half a minute. */
    private static final int MOST = 200;

    /** What each process has open, and where it works. */
    private static final String OPEN = "/proc(/[0-9]+(/(cwd|fd(/[^/]+)?))?)?";

    private final Host host;
    private final String target;
    private final String folder;

    StoredRepositories(Host host, String target, String folder) {
        this.host = host;
        this.target = target;
        this.folder = folder;
    }

    /** Whether the file system notes when a file is read; without that, nobody sees the last use. */
    boolean notesUse() throws InterruptedException {
        var answer = host.run(ANSWER, List.of("findmnt", "--noheadings", "--output", "OPTIONS", "--target", folder));
        return answer.succeeded()
                && Arrays.stream(answer.output().strip().split(",")).noneMatch("noatime"::equals);
    }

    /**
     * Why none may be deleted: processes show real paths only, so a folder below a symbolic link hides which
     * repositories are in use. Empty if there is none.
     */
    Optional<String> hiddenBehindLink() throws InterruptedException {
        var answer = host.run(ANSWER, List.of("realpath", "--canonicalize-existing", "--zero", "--", folder));
        if (!answer.succeeded() || !answer.output().equals(folder + "\0")) {
            return Optional.of("settings.repositories of " + target + " must be a real path, without symbolic links: "
                    + (answer.succeeded()
                            ? folder + " is " + Text.preview(answer.output().replace("\0", ""), 200)
                            : answer.failure())
                    + ". Otherwise nobody sees which repositories are in use, so none may be deleted.");
        }
        return Optional.empty();
    }

    /** What the repositories borrow from others, now. */
    BorrowedObjects borrowed() throws InterruptedException {
        return BorrowedObjects.of(host, folder);
    }

    /** The least recently used first. A repository whose files can't all be seen is left out. */
    List<StoredRepository> all() throws InterruptedException {
        return named("*.git");
    }

    /** As {@link #all}, only this one, as it is now; empty if it is gone. */
    Optional<StoredRepository> again(StoredRepository repository) throws InterruptedException {
        return named(repository.path().substring(folder.length() + 1)).stream().findFirst();
    }

    private List<StoredRepository> named(String pattern) throws InterruptedException {
        var answer = host.run(
                ANSWER,
                List.of(
                        "find",
                        folder,
                        "-xdev",
                        "-mindepth",
                        "1",
                        "-maxdepth",
                        "1",
                        "-type",
                        "d",
                        "-name",
                        pattern,
                        "-printf",
                        "%D %i %f\\0"));
        if (!answer.succeeded()) {
            throw new HostUnreachable(target + ": " + folder + " can't be listed (" + answer.failure() + ").", null);
        }
        var all = new ArrayList<StoredRepository>();
        for (var record : answer.output().split("\0")) {
            var found = FOLDER.matcher(record);
            if (found.matches() && all.size() < MOST) {
                repository(
                                folder + "/" + found.group(3),
                                Long.parseLong(found.group(1)),
                                Long.parseLong(found.group(2)))
                        .ifPresent(all::add);
            }
        }
        all.sort(Comparator.comparing(StoredRepository::used).thenComparing(StoredRepository::path));
        return all;
    }

    private Optional<StoredRepository> repository(String path, long device, long inode) throws InterruptedException {
        // These two files are read here, which would count as use.
        var answer = host.run(
                ANSWER,
                List.of(
                        "find",
                        path,
                        "-xdev",
                        "-type",
                        "f",
                        "!",
                        "-path",
                        path + "/config",
                        "!",
                        "-path",
                        path + "/objects/info/alternates",
                        "-printf",
                        "%A@ %T@ %b\\n"));
        var used = 0L;
        var bytes = 0L;
        for (var line : answer.output().lines().toList()) {
            var file = FILE.matcher(line);
            if (!file.matches()) {
                return Optional.empty();
            }
            used = Math.max(used, Math.max(Long.parseLong(file.group(1)), Long.parseLong(file.group(2))));
            bytes += BLOCK * Long.parseLong(file.group(3));
        }
        return answer.succeeded() && bytes > 0
                ? Optional.of(
                        new StoredRepository(path, device, inode, Instant.ofEpochSecond(used), bytes, origin(path)))
                : Optional.empty();
    }

    /** Another repository of this host may go, too, so it is no origin to clone from again. */
    private String origin(String path) throws InterruptedException {
        var answer =
                host.run(ANSWER, List.of("git", "config", "--file", path + "/config", "--get", "remote.origin.url"));
        var origin = answer.output().strip();
        return answer.succeeded() && origin.matches(ELSEWHERE) ? origin.replaceFirst("://[^/@]*@", "://") : "";
    }

    /** Whether a process has a file of it open, or works in it. */
    boolean isInUse(StoredRepository repository) throws InterruptedException {
        var answer = asRoot(
                ANSWER,
                List.of(
                        "find",
                        "/proc",
                        "-maxdepth",
                        "3",
                        "-regextype",
                        "posix-extended",
                        "!",
                        "-regex",
                        OPEN,
                        "-prune",
                        "-o",
                        "-lname",
                        repository.path() + "*",
                        "-printf",
                        "%p\\n"));
        var blind = answer.errors().lines().anyMatch(line -> !line.contains("No such"));
        if (blind || answer.exitCode() > 1 || answer.exitCode() < 0) {
            throw new HostUnreachable(
                    target + ": which repositories are in use can't be seen (" + answer.failure()
                            + "), so none is deleted.",
                    null);
        }
        return !answer.output().isBlank();
    }

    void delete(StoredRepository repository) throws InterruptedException {
        var answer = asRoot(DELETE, List.of("rm", "--recursive", "--force", "--one-file-system", repository.path()));
        if (!answer.succeeded()) {
            throw new HostUnreachable(
                    target + ": " + repository.path() + " could not be deleted (" + answer.failure() + ")", null);
        }
    }

    private CommandResult asRoot(Duration limit, List<String> command) throws InterruptedException {
        var answer = host.runAsRoot(limit, command);
        if (answer.isDeniedBySudo()) {
            throw new RootDenied(target, command.get(0) + " " + command.get(command.size() - 1));
        }
        return answer;
    }
}
