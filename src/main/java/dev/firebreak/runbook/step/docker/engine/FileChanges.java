package dev.firebreak.runbook.step.docker.engine;

import java.util.List;

/**
 * How the files of a container differ from its image: {@code A} added, {@code C} changed, {@code D} deleted, and the
 * path. Of millions, those of programs and libraries are kept first, since that is where an attacker hides.
 *
 * @param kept what is kept of them
 * @param all how many were read
 * @param wasReadToTheEnd false if the engine gave more than could be read in time
 */
public record FileChanges(List<String> kept, long all, boolean wasReadToTheEnd) {

    /** All of these. */
    public static FileChanges of(List<String> all) {
        return new FileChanges(all, all.size(), true);
    }

    /** One in each line, and what was left out. */
    public String text() {
        var left = all - kept.size();
        return String.join("\n", kept) + "\n"
                + (left == 0 ? "" : "(%,d of %,d changes are not kept)%n".formatted(left, all))
                + (wasReadToTheEnd ? "" : "(there are more: the Docker Engine did not list all of them in time)\n");
    }
}
