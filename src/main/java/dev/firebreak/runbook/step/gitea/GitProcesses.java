package dev.firebreak.runbook.step.gitea;

import java.util.List;

/** Port to the git processes of one Gitea. A container is named by its full id. */
public interface GitProcesses {

    /**
     * What runs now.
     *
     * @param trouble why nothing could be seen, as a sentence; empty if it could
     */
    record Look(List<GitProcess> running, String trouble) {

        public static Look of(List<GitProcess> running) {
            return new Look(List.copyOf(running), "");
        }

        public static Look failed(String trouble) {
            return new Look(List.of(), trouble);
        }
    }

    Look look(String container) throws InterruptedException;

    /** Asks the processes to end (TERM). What ended by itself meanwhile does not matter. */
    void end(String container, List<GitProcess> processes) throws InterruptedException;
}
