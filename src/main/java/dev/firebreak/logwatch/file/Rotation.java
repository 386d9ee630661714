package dev.firebreak.logwatch.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds where the rest of a log is that rotation has moved or copied away. */
final class Rotation {

    /** Files of one folder that are looked at. */
    private static final int MOST = 1_000;

    /** The oldest first. File systems tell times to a few milliseconds: of the same time, a higher number is older. */
    private static final Comparator<Beside> AGE = Comparator.comparing(
                    (Beside file) -> file.state().modifiedAt())
            .thenComparing(file -> -RotatedName.number(file.path()));

    private Rotation() {}

    /** A file beside a log. */
    record Beside(Path path, FileState state) {}

    /** The file that the position means, under another name in the folder of the log. */
    static Optional<Beside> find(Path log, FilePosition position) throws IOException {
        for (var file : beside(log)) {
            var isMoved = file.state().isSame(position.key());
            if ((isMoved || position.offset() > 0) && fits(file, position)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static boolean fits(Beside file, FilePosition position) {
        try (var channel = FileChannel.open(file.path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return position.fits(channel);
        } catch (IOException e) {
            return false;
        }
    }

    /** The file that was rotated next after that one, while nobody looked. */
    static Optional<Beside> after(Path log, Beside rotated) throws IOException {
        return beside(log).stream()
                .filter(other -> RotatedName.isRotatedFrom(other.path(), log))
                .filter(other -> !other.state().isSame(rotated.state().key()))
                .filter(other -> AGE.compare(other, rotated) > 0)
                .min(AGE);
    }

    private static List<Beside> beside(Path log) throws IOException {
        var name = log.getFileName().toString();
        var found = new ArrayList<Beside>();
        try (var files = Files.newDirectoryStream(log.getParent(), file -> isOf(log, name, file))) {
            for (var file : files) {
                var state = FileState.of(file);
                if (state.isRegular() && found.size() < MOST) {
                    found.add(new Beside(file, state));
                }
            }
        }
        return found;
    }

    private static boolean isOf(Path log, String name, Path file) {
        var other = file.getFileName().toString();
        return !other.equals(name)
                && !RotatedName.isCompressed(file)
                && (other.startsWith(name) || RotatedName.isRotatedFrom(file, log));
    }
}
