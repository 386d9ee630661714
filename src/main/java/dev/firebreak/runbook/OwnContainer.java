package dev.firebreak.runbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The container that Firebreak itself runs in.
 *
 * @param isOne whether it runs in a container at all
 * @param id the 64-character id; empty if it runs in none, or in one that does not show its id
 */
public record OwnContainer(boolean isOne, Optional<String> id) {

    /** Firebreak runs in no container. */
    public static final OwnContainer NONE = new OwnContainer(false, Optional.empty());

    private static final Pattern ID =
            Pattern.compile("(?:docker[-/]|containers/|cri-containerd-|crio-|libpod-)([0-9a-f]{64})");

    /** Looks at this process. */
    public static OwnContainer here() {
        var id = Stream.of("/proc/self/cgroup", "/proc/self/mountinfo")
                .map(Path::of)
                .flatMap(OwnContainer::lines)
                .map(ID::matcher)
                .filter(Matcher::find)
                .map(match -> match.group(1))
                .findFirst();
        return new OwnContainer(id.isPresent() || isMarked(), id);
    }

    private static boolean isMarked() {
        return Stream.of("/.dockerenv", "/run/.containerenv").map(Path::of).anyMatch(Files::exists)
                || System.getenv("KUBERNETES_SERVICE_HOST") != null
                || System.getenv("container") != null;
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
