package dev.firebreak.runbook.step.disk.file;

import dev.firebreak.runbook.StepOutput;
import dev.firebreak.runbook.step.host.command.CommandResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Adds up what the files below one directory occupy, as {@code find} prints them. Unlike {@code du}, {@code find} says
 * each file as it sees it: people see how far it is, and it ends as soon as the connection does.
 */
final class CountedFiles {

    /** Blocks of 512 bytes, and the inode of a file with several names. */
    private static final Pattern PRINTED = Pattern.compile("(\\d{1,15})( \\d{1,20})?");

    private static final int BLOCK = 512;
    private static final int SAID_EVERY = 100_000;

    /** Inodes that are remembered, so that a file with several names counts once. */
    private static final int MOST_SHARED = 500_000;

    private final String directory;
    private final StepOutput output;
    private final Set<String> shared = new HashSet<>();
    private long blocks;
    private long files;

    CountedFiles(String directory, StepOutput output) {
        this.directory = directory;
        this.output = output;
    }

    List<String> command() {
        return List.of(
                "find",
                directory,
                "-xdev",
                "(",
                "-type",
                "d",
                "-o",
                "-links",
                "1",
                ")",
                "-printf",
                "%b\\n",
                "-o",
                "-printf",
                "%b %i\\n");
    }

    void add(String line) {
        var printed = PRINTED.matcher(line);
        if (!printed.matches()) {
            return;
        }
        var inode = printed.group(2);
        if (inode == null || shared.size() < MOST_SHARED && shared.add(inode)) {
            blocks += Long.parseLong(printed.group(1));
        }
        if (++files % SAID_EVERY == 0) {
            output.line("%s: %,d files so far".formatted(directory, files));
        }
    }

    /** Whether {@code find} ended by itself. It may have met files that it could not read, or that vanished. */
    boolean isComplete(CommandResult ended) {
        return files > 0 && (ended.exitCode() == 0 || ended.exitCode() == 1);
    }

    long bytes() {
        return blocks * BLOCK;
    }
}
