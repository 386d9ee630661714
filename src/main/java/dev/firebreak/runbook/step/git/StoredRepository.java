package dev.firebreak.runbook.step.git;

import java.time.Instant;

/**
 * A bare repository that a service stores on its host.
 *
 * @param used when a file in it was last read or written; the time of its folder says nothing of that
 * @param bytes on the disk
 * @param origin where on another host it was cloned from, without a login; empty if it may be the only copy
 */
record StoredRepository(String path, long device, long inode, Instant used, long bytes, String origin) {

    /** Another folder of this name, and one that was used since, have another id. */
    String id() {
        return path + " (last used " + used + ", " + bytes + " bytes, inode " + inode + " on " + device + ")";
    }
}
