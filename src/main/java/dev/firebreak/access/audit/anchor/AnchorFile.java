package dev.firebreak.access.audit.anchor;

import dev.firebreak.access.audit.merkle.NodeHash;
import dev.firebreak.access.audit.merkle.TreeHead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * This node's anchors, one a line, in a file that is only appended to (mode 0600, flushed to the disk). An anchor has
 * the hash of each leaf since the anchor before, so that a changed row can be named. A line ends with a dot: one that a
 * crash cut off has none and does not count.
 */
class AnchorFile {

    private static final String ANCHOR = "anchor";
    private static final String RESTORED = "restored";
    private static final String END = " .";

    private final Path file;

    AnchorFile(Path file) {
        this.file = file;
    }

    Path path() {
        return file;
    }

    /** All lines; none if there is no file yet. */
    List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("the audit's anchors can't be read: " + file, e);
        }
    }

    /** The anchors that count, the oldest first. */
    List<Anchor> anchors() {
        var anchors = new ArrayList<Anchor>();
        for (var line : lines()) {
            var field = line.split(" ");
            if (!line.endsWith(END) || field.length != 6) {
                continue;
            }
            var anchor =
                    new Anchor(Instant.parse(field[1]), new TreeHead(Long.parseLong(field[2]), new NodeHash(field[3])));
            if (field[0].equals(RESTORED)) {
                anchors.removeIf(before -> before.head().size() >= anchor.head().size());
            }
            anchors.add(anchor);
        }
        return anchors;
    }

    Optional<Anchor> last() {
        var anchors = anchors();
        return anchors.isEmpty() ? Optional.empty() : Optional.of(anchors.get(anchors.size() - 1));
    }

    /** The leaf at this position as {@code chain#number=hash}; empty if no anchor that counts has it. */
    List<String> leaves() {
        var leaves = new ArrayList<String>();
        for (var line : lines()) {
            var field = line.split(" ");
            if (!line.endsWith(END) || field.length != 6) {
                continue;
            }
            if (field[0].equals(RESTORED)) {
                var size = Integer.parseInt(field[2]);
                leaves.subList(Math.min(size, leaves.size()), leaves.size()).clear();
            } else {
                leaves.addAll(List.of(field[4].split(",")));
            }
        }
        return leaves;
    }

    /** @param leaves those since the last anchor, at least one */
    void append(Anchor anchor, List<String> leaves) {
        write(line(ANCHOR, anchor, String.join(",", leaves)));
    }

    /** The database was restored up to this head, and this person has confirmed it: later anchors are void. */
    void restored(Anchor upTo, String by) {
        write(line(RESTORED, upTo, by.replaceAll("[^A-Za-z0-9._@-]", "_")));
    }

    private static String line(String word, Anchor anchor, String rest) {
        return word + " " + anchor.at() + " " + anchor.head().size() + " "
                + anchor.head().root() + " " + rest + END + "\n";
    }

    /** Begins a new line where a crash cut the last one off. */
    private void write(String line) {
        var options = EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var cut = endsInALine();
            try (var channel = FileChannel.open(file, options, ownerOnly())) {
                var bytes = ByteBuffer.wrap(((cut ? "" : "\n") + line).getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the audit's anchor can't be written: " + file, e);
        }
    }

    private boolean endsInALine() throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return true;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var last = ByteBuffer.allocate(1);
            channel.read(last, channel.size() - 1);
            return last.get(0) == '\n';
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        var isPosix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return isPosix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
