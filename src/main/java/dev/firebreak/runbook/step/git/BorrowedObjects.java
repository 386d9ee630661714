package dev.firebreak.runbook.step.git;

import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.text.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The folders that the repositories in a folder borrow objects from, by {@code objects/info/alternates} (as
 * {@code git clone --shared} writes it). A repository is damaged when one that it borrows from is deleted.
 *
 * @param folders absolute, without symbolic links
 * @param obstacle why not all of them can be seen; empty if they can
 */
record BorrowedObjects(List<String> folders, String obstacle) {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final String FILE = "/objects/info/alternates";

    /** Far below the size from which a host's answer is cut. */
    private static final int MOST_CHARACTERS = 200_000;

    /**
     * Reads the file of each repository below the folder, also of nested ones and of those behind symbolic links.
     *
     * @param folder without symbolic links
     */
    static BorrowedObjects of(Host host, String folder) throws InterruptedException {
        var files = host.run(
                ANSWER,
                List.of(
                        "find",
                        "-L",
                        folder,
                        "-maxdepth",
                        "6",
                        "-path",
                        "*/objects/[0-9a-f][0-9a-f]",
                        "-prune",
                        "-o",
                        "-path",
                        "*" + FILE,
                        "-printf",
                        "%p\\0",
                        "-exec",
                        "cat",
                        "--",
                        "{}",
                        ";",
                        "-printf",
                        "\\0"));
        var whole = files.output().isEmpty() || files.output().endsWith("\0");
        var fields = files.output().split("\0", -1);
        if (!files.succeeded() || !files.errors().isBlank() || !whole || fields.length % 2 == 0) {
            return unseen(folder, files);
        }
        var named = new ArrayList<String>();
        for (var i = 0; i + 1 < fields.length; i += 2) {
            if (!fields[i].startsWith(folder + "/") || !fields[i].endsWith(FILE)) {
                return unseen(folder, files);
            }
            named.addAll(named(fields[i], fields[i + 1]));
        }
        return files.output().length() > MOST_CHARACTERS ? unseen(folder, files) : existing(host, folder, named);
    }

    /** What one file names; a relative path begins at the folder {@code objects}. */
    private static List<String> named(String file, String text) {
        var objects = file.substring(0, file.length() - "/info/alternates".length());
        return text.lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.startsWith("/") ? line : objects + "/" + line)
                .toList();
    }

    /** A path that does not exist here is one of a container, or quoted: which repository it names can't be seen. */
    private static BorrowedObjects existing(Host host, String folder, List<String> named) throws InterruptedException {
        if (named.isEmpty()) {
            return new BorrowedObjects(List.of(), "");
        }
        var command = new ArrayList<>(List.of("realpath", "--canonicalize-existing", "--zero", "--"));
        command.addAll(named);
        var answer = host.run(ANSWER, command);
        var real = Arrays.stream(answer.output().split("\0"))
                .filter(path -> !path.isEmpty())
                .toList();
        return answer.succeeded() && real.size() == named.size()
                ? new BorrowedObjects(real, "")
                : unseen(folder, answer);
    }

    private static BorrowedObjects unseen(String folder, CommandResult answer) {
        return new BorrowedObjects(
                List.of(),
                "Which repositories in " + folder + " others borrow objects from (objects/info/alternates) can't be"
                        + " seen (" + Text.preview(answer.failure(), 200) + "), so none may be deleted.");
    }

    /** Whether a repository borrows from this one, or may do so. */
    boolean mayBeIn(StoredRepository repository) {
        return !obstacle.isEmpty()
                || folders.stream()
                        .anyMatch(path -> path.equals(repository.path()) || path.startsWith(repository.path() + "/"));
    }
}
