package dev.firebreak.runbook.step.disk.file;

import dev.firebreak.text.Text;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A regular file of a host, as it was when it was found.
 *
 * @param device number of its file system
 * @param size in bytes
 * @param occupied bytes on the disk; a sparse file occupies less than its size
 * @param changed when its content last changed, to the nanosecond
 */
public record FoundFile(long device, long inode, long size, long occupied, Instant changed, String owner, String path) {

    /** What {@code find} prints of each file, ended by a NUL. A block has 512 bytes. */
    static final String FORMAT = "%D %i %s %b %T@ %u %p\\0";

    private static final int BLOCK = 512;
    private static final Pattern PRINTED = Pattern.compile(
            "(\\d{1,18}) (\\d{1,18}) (\\d{1,18}) (\\d{1,15}) (\\d{1,11})\\.(\\d{9})\\d* (\\S+) (/.*)", Pattern.DOTALL);
    private static final int LONGEST_PATH = 1_000;

    /** Empty if the record is cut or has a date before 1970. */
    static Optional<FoundFile> printed(String text) {
        var fields = PRINTED.matcher(text);
        return fields.matches()
                ? Optional.of(new FoundFile(
                        Long.parseLong(fields.group(1)),
                        Long.parseLong(fields.group(2)),
                        Long.parseLong(fields.group(3)),
                        Long.parseLong(fields.group(4)) * BLOCK,
                        Instant.ofEpochSecond(Long.parseLong(fields.group(5)), Long.parseLong(fields.group(6))),
                        fields.group(7),
                        fields.group(8)))
                : Optional.empty();
    }

    /**
     * The exact id that a person approves: another file of this name, and this file with another content, has another
     * one.
     */
    public String id() {
        return path + " (" + size + " bytes, changed " + changed + ", inode " + inode + " on " + device + ")";
    }

    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether people see its name as it is: no line breaks, no invisible characters, no broken encoding. */
    public boolean isNamedPlainly() {
        return Text.shown(path, LONGEST_PATH).equals(path) && path.indexOf('`') < 0 && path.indexOf('\uFFFD') < 0;
    }
}
