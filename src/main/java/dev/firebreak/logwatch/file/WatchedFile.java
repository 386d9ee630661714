package dev.firebreak.logwatch.file;

import dev.firebreak.logwatch.file.BlockReader.Read;
import dev.firebreak.logwatch.file.Rotation.Beside;
import dev.firebreak.logwatch.scan.LineScanner;
import dev.firebreak.logwatch.scan.LineTime;
import dev.firebreak.logwatch.scan.Match;
import dev.firebreak.logwatch.stream.StreamState;
import dev.firebreak.logwatch.stream.WatchedLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Locale;

/**
 * One file that is read as it grows. It is open only while it is read: after a rotation, a truncation or a restart, the
 * stored position tells where to go on.
 */
final class WatchedFile {

    /** How long a rotated file has to be quiet until the new one is read: its writer may not know yet. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    /** After this time the new file is read all the same. */
    private static final Duration ROTATED_AT_MOST = Duration.ofSeconds(60);

    private static final Duration IDLE_AFTER = Duration.ofMinutes(1);
    private static final Duration IDLE_EVERY = Duration.ofSeconds(10);

    private final Path path;
    private final Path folder;
    private final ZoneId zone;
    private final WatchedLog log;
    private Instant nextLook = Instant.MIN;
    private Instant changedAt = Instant.MIN;
    private FileState seen;
    private Instant rotatedAt;

    /** @param folder out of which no link leads */
    WatchedFile(Path path, Path folder, ZoneId zone, WatchedLog log) {
        this.path = path;
        this.folder = folder;
        this.zone = zone;
        this.log = log;
    }

    WatchedLog log() {
        return log;
    }

    boolean isDue(Instant now) {
        return !now.isBefore(nextLook);
    }

    /**
     * Reads what is new, as far as one turn goes.
     *
     * @param atEnd whether a file that is looked at for the first time is read from its end
     * @return whether there is more to read
     */
    boolean turn(LineScanner scanner, BlockReader reader, boolean atEnd, Duration every, Instant now) {
        var hasMore = false;
        try {
            hasMore = look(new Turn(scanner, reader, atEnd, now));
        } catch (NoSuchFileException e) {
            gone(null);
        } catch (IOException e) {
            log.is(StreamState.UNREADABLE, "can't be read: " + why(e));
        }
        var isIdle = changedAt.plus(IDLE_AFTER).isBefore(now);
        nextLook = hasMore ? now : now.plus(isIdle && every.compareTo(IDLE_EVERY) < 0 ? IDLE_EVERY : every);
        return hasMore;
    }

    private static String why(IOException e) {
        return e.getClass()
                        .getSimpleName()
                        .replace("Exception", "")
                        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                        .toLowerCase(Locale.ROOT)
                + (e.getClass() == IOException.class ? " (" + e.getMessage() + ")" : "");
    }

    private record Turn(LineScanner scanner, BlockReader reader, boolean atEnd, Instant now) {}

    private boolean look(Turn turn) throws IOException {
        var file = withoutLink();
        if (file == null) {
            log.is(StreamState.SKIPPED, "a symbolic link out of its folder");
            return false;
        }
        FileState state;
        try {
            state = FileState.of(file);
        } catch (NoSuchFileException e) {
            return log.position() != null && readRotated(turn, position(), null);
        }
        if (!state.isRegular()) {
            log.is(StreamState.SKIPPED, "no regular file: a FIFO, socket, device or folder");
            return false;
        }
        var isReadable = log.state() == StreamState.WATCHED || log.state() == StreamState.SKIPPED;
        if (state.equals(seen) && rotatedAt == null && isReadable) {
            return false;
        }
        changedAt = turn.now();
        var hasMore = read(turn, file, state);
        if (rotatedAt == null && !hasMore) {
            seen = state;
        }
        return hasMore;
    }

    /** Null if the path is a link that leads out of the folder. */
    private Path withoutLink() throws IOException {
        if (!Files.isSymbolicLink(path)) {
            return path;
        }
        var real = path.toRealPath();
        return real.startsWith(folder.toRealPath()) ? real : null;
    }

    private FilePosition position() {
        return FilePosition.of(log.position());
    }

    private boolean read(Turn turn, Path file, FileState state) throws IOException {
        try (var channel = open(file)) {
            if (!FileState.of(file).isSame(state.key())) {
                return true; // replaced meanwhile
            }
            if (log.position() == null) {
                begin(turn, channel, state);
            }
            var position = position();
            if (!state.isSame(position.key()) || !position.fits(channel)) {
                return readRotated(turn, position, state);
            }
            rotatedAt = null;
            if (position.offset() == 0 && turn.reader().isBinary(channel)) {
                log.is(StreamState.SKIPPED, "no text: binary, compressed or UTF-16");
                return false;
            }
            log.is(StreamState.WATCHED, log.state() == StreamState.WATCHED ? log.why() : null);
            return take(turn, channel, position, false, 0).hasMore();
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    private void begin(Turn turn, FileChannel channel, FileState state) throws IOException {
        var start = turn.atEnd() && !turn.reader().isBinary(channel)
                ? FilePosition.at(channel, state.key(), lineStart(channel), false)
                : FilePosition.beginning(state.key());
        log.readTo(start.text(), 0, 0);
    }

    /** A line that is being written is read as a whole. */
    private static long lineStart(FileChannel channel) throws IOException {
        var size = channel.size();
        var tail = ByteBuffer.allocate((int) Math.min(size, 4096));
        channel.read(tail, size - tail.capacity());
        for (var n = tail.position() - 1; n >= 0; n--) {
            if (tail.get(n) == '\n') {
                return size - tail.capacity() + n + 1;
            }
        }
        return size > tail.capacity() ? size : 0;
    }

    /**
     * Reads on where the rest of the log was moved or copied, then goes to what comes next.
     *
     * @param state of the new file; null if there is none yet
     */
    private boolean readRotated(Turn turn, FilePosition position, FileState state) throws IOException {
        var rotated = Rotation.find(path, position);
        if (rotated.isEmpty()) {
            return goOn(state, log.lag() > 0 ? "rotated: its rest is not in its folder any more" : null);
        }
        try (var channel = open(rotated.get().path())) {
            var known = new FilePosition(
                    rotated.get().state().key(),
                    position.offset(),
                    position.head(),
                    position.hash(),
                    position.isInLine());
            var more = state == null ? 0 : state.size();
            var read = take(turn, channel, known, false, more);
            var isNew = rotatedAt == null;
            rotatedAt = isNew ? turn.now() : rotatedAt;
            var isQuiet = rotated.get().state().modifiedAt().plus(QUIET).isBefore(turn.now())
                    && rotatedAt.plus(QUIET).isBefore(turn.now());
            if (read.hasMore() || !isQuiet && rotatedAt.plus(ROTATED_AT_MOST).isAfter(turn.now())) {
                return read.hasMore();
            }
            var next = Rotation.after(path, rotated.get());
            if (next.isEmpty() && (state == null || state.size() == 0)) {
                return false; // its writer may go on with the old one
            }
            take(turn, channel, position(), true, more);
            return goOn(next.map(Beside::state).orElse(state), null);
        }
    }

    private boolean goOn(FileState next, String why) {
        if (next == null) {
            gone(why);
            return false;
        }
        rotatedAt = null;
        log.is(StreamState.WATCHED, why);
        log.readTo(FilePosition.beginning(next.key()).text(), 0, next.size());
        return true;
    }

    /** Nothing is left to read. */
    private void gone(String why) {
        log.is(StreamState.GONE, why);
        if (log.position() != null) {
            log.readTo(log.position(), 0, 0);
        }
    }

    /**
     * Lines count only when it is known up to where the file is read.
     *
     * @param others bytes of files that follow this one
     */
    private Read take(Turn turn, FileChannel channel, FilePosition from, boolean isLast, long others)
            throws IOException {
        var matches = new ArrayList<Match>();
        var read = turn.reader().read(channel, from, isLast, turn.scanner(), matches::add);
        var to = FilePosition.at(channel, from.key(), read.offset(), read.isInLine());
        var rest = read.hasMore() ? Math.max(0, channel.size() - read.offset()) : 0;
        matches.forEach(match -> {
            var at = LineTime.of(match.line(), zone, turn.now()).orElse(turn.now());
            log.count(match, at.isAfter(turn.now()) ? turn.now() : at, turn.now());
        });
        log.readTo(to.text(), read.lines(), rest + others);
        return read;
    }
}
