package dev.firebreak.reload;

import java.time.Instant;
import java.util.List;

/**
 * What is in force of one unit on this node, and why its files are not, if they are not.
 *
 * @param sha256 of what is in force
 * @param since when it came into force
 * @param changes what the last reload changed; empty after the start
 * @param lookedAt when the files were read last, or null
 * @param errors why the files as they are now are refused; empty if they are in force
 * @param refusedSince since when they are, or null
 * @param drift the nodes that have other content in force now
 */
public record ReloadStatus(
        String unit,
        String location,
        String sha256,
        Instant since,
        List<String> changes,
        Instant lookedAt,
        List<String> errors,
        Instant refusedSince,
        List<Drift> drift) {

    /** A node that has other content in force. */
    public record Drift(String node, String sha256) {}

    /** Whether what runs is not what the files say. */
    public boolean isRefused() {
        return !errors.isEmpty();
    }
}
