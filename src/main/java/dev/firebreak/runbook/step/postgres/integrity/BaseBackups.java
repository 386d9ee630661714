package dev.firebreak.runbook.step.postgres.integrity;

import dev.firebreak.catalog.Target;
import java.time.Duration;
import java.util.List;

/** Port to what makes a copy of all files of a PostgreSQL server, with a hash of each, next to the server. */
public interface BaseBackups {

    /** Where the copy would be made, and whether it can. */
    Place place(Target target, String parent) throws InterruptedException;

    /** Copies into a new folder; answers what went wrong, or an empty text. */
    String make(String container, String user, String folder, Duration within) throws InterruptedException;

    /** Has the server read every page of all its files once more, and check those that have a checksum. */
    Pages pages(String container, String user, Duration within) throws InterruptedException;

    /** Compares the copy with its hashes. */
    Check check(String container, String folder) throws InterruptedException;

    /**
     * A place for copies.
     *
     * @param container the exact id of the server's container; empty with an obstacle
     * @param freeBytes what fits there
     * @param obstacle why no copy can be made, as a sentence; null if it can
     */
    record Place(String container, long freeBytes, String obstacle) {

        public static Place none(String why) {
            return new Place("", 0, why);
        }
    }

    /**
     * A look at a copy.
     *
     * @param hash SHA-256 of the list of all hashes; null unless the copy is whole
     */
    record Check(Found found, String hash) {}

    /**
     * What the checksums of pages say.
     *
     * @param damage what the server said about pages that fail theirs, each with file and block
     * @param trouble why not all pages were read; empty if they were
     */
    record Pages(List<String> damage, String trouble) {

        /** For the finding: a sentence. */
        String said() {
            if (!trouble.isEmpty()) {
                return "page checksums were not read to the end: " + trouble;
            }
            return damage.isEmpty()
                    ? "no page fails its checksum, where the server has them"
                    : "pages fail their checksum (" + damage.size() + " said): " + String.join("; ", damage);
        }
    }

    /** What is in the folder of a copy. */
    enum Found {
        WHOLE,
        NOTHING,
        PART
    }
}
