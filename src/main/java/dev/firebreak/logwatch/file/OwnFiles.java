package dev.firebreak.logwatch.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What Firebreak writes itself: watching it would raise alerts about alerts. */
@Component
public class OwnFiles {

    private final List<Path> own;

    @Autowired
    OwnFiles(@Value("${firebreak.data-dir}") Path data, @Value("${logging.file.name:}") Path log) {
        this(List.of(data, log));
    }

    /** @param own files and folders */
    public OwnFiles(List<Path> own) {
        this.own = own.stream()
                .filter(path -> !path.toString().isEmpty())
                .flatMap(path -> Stream.of(path.toAbsolutePath().normalize(), real(path)))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    boolean contain(Path file) {
        var real = real(file);
        return own.stream().anyMatch(path -> file.startsWith(path) || real != null && real.startsWith(path));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return null;
        }
    }
}
