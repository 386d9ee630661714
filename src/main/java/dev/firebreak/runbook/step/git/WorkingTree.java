package dev.firebreak.runbook.step.git;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.HostPath;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The working tree in {@code settings.repository} of a host. Git runs as the user of the catalogue, without hooks. */
final class WorkingTree {

    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final String PREFIX = "[A-Za-z0-9][A-Za-z0-9_./-]{0,60}";
    private static final String COMMIT = "[0-9a-f]{40,64}";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_./+-]{0,200}";

    private final Host host;
    private final String target;
    private final String path;
    private final String goodTags;

    /** @param target its {@code settings.goodTags} is what tags of good versions begin with */
    WorkingTree(Host host, Target target) {
        this.host = host;
        this.target = target.name();
        this.path = path(target);
        this.goodTags = target.settings().getOrDefault("goodTags", "good-");
    }

    /** Empty if the catalogue names no path. */
    static String path(Target target) {
        var path = target.settings().getOrDefault("repository", "");
        return HostPath.isBelowAFolder(path)
                        && target.settings().getOrDefault("goodTags", "good-").matches(PREFIX)
                ? path
                : "";
    }

    /** A version that people recorded as good by a tag. */
    record Version(String tag, String commit) {}

    String head() throws InterruptedException {
        var commit = required("rev-parse", "--verify", "HEAD^{commit}").strip();
        if (!commit.matches(COMMIT)) {
            throw unexpected("rev-parse", commit);
        }
        return commit;
    }

    /** The branch that is checked out; empty if it is a commit. */
    String branch() throws InterruptedException {
        var answer = git("symbolic-ref", "--quiet", "--short", "HEAD");
        var branch = answer.output().strip();
        return answer.succeeded() && branch.matches(NAME) ? branch : "";
    }

    /** The commit of a branch; empty if it is gone. */
    String commitOf(String branch) throws InterruptedException {
        return git("rev-parse", "--verify", "--quiet", "refs/heads/" + branch)
                .output()
                .strip();
    }

    /** Files with changes that no commit holds. */
    List<String> changedFiles() throws InterruptedException {
        return Arrays.stream(required("status", "--porcelain=v1", "-z", "--untracked-files=no")
                        .split("\0"))
                .filter(entry -> entry.length() > 3)
                .map(entry -> entry.substring(3))
                .toList();
    }

    /** The newest good version before the one that is checked out, in its own history. */
    Optional<Version> goodBefore(String head) throws InterruptedException {
        var format = "--format=%(refname:strip=2) %(objectname) %(*objectname)";
        return required("for-each-ref", "--sort=-creatordate", "--merged=HEAD", format, "refs/tags/")
                .lines()
                .map(line -> line.strip().split(" "))
                .filter(fields -> fields.length >= 2 && fields[0].matches(NAME) && fields[0].startsWith(goodTags))
                .map(fields -> new Version(fields[0], fields[fields.length - 1]))
                .filter(version ->
                        version.commit().matches(COMMIT) && !version.commit().equals(head))
                .findFirst();
    }

    /** Whether the version that is checked out is recorded as good. */
    boolean isGood(String head) throws InterruptedException {
        return required("tag", "--points-at", head).lines().anyMatch(tag -> tag.startsWith(goodTags));
    }

    String goodTags() {
        return goodTags;
    }

    /** One line for each commit that a rollback leaves out, the newest first. */
    List<String> commitsSince(String commit) throws InterruptedException {
        return required(
                        "log",
                        "--no-decorate",
                        "--no-color",
                        "--format=%h %an, %cs: %s",
                        "--max-count=30",
                        commit + "..HEAD")
                .lines()
                .toList();
    }

    /**
     * Checks out a branch or a commit. Git refuses, and changes nothing, where that would lose changes or untracked
     * files. By default it overwrites untracked files that are ignored; {@code --no-overwrite-ignore} protects these.
     */
    CommandResult checkOut(String branch, String commit) throws InterruptedException {
        return branch.isEmpty()
                ? git("checkout", "--quiet", "--no-overwrite-ignore", "--detach", commit)
                : git("checkout", "--quiet", "--no-overwrite-ignore", branch);
    }

    /** The files and folders for which git refused a checkout, in its order: it indents each by a tab. */
    static List<String> inTheWay(CommandResult refused) {
        return refused.errors()
                .lines()
                .filter(line -> line.startsWith("\t"))
                .map(String::strip)
                .toList();
    }

    private String required(String... arguments) throws InterruptedException {
        var answer = git(arguments);
        if (!answer.succeeded()) {
            throw unexpected(arguments[0], answer.failure());
        }
        return answer.output();
    }

    private HostUnreachable unexpected(String command, String said) {
        return new HostUnreachable(
                target + ": git " + command + " in " + path + " says " + said + ". Does the user own the repository?",
                null);
    }

    /** A repository's own hooks and monitors don't run. */
    private CommandResult git(String... arguments) throws InterruptedException {
        var command = new ArrayList<>(List.of("git", "-C", path, "-c", "core.hooksPath=/dev/null"));
        command.addAll(List.of("-c", "core.fsmonitor=false"));
        command.addAll(List.of(arguments));
        return host.run(ANSWER, command);
    }
}
