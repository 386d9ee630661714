package dev.firebreak.reload;

import dev.firebreak.text.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of a unit's files at one moment.
 *
 * @param location where they are, for people
 * @param files by name
 */
public record UnitFiles(String location, SortedMap<String, byte[]> files) {

    /** One file. */
    public static UnitFiles of(String location, byte[] content) {
        var files = new TreeMap<String, byte[]>();
        files.put(Path.of(location).getFileName().toString(), content);
        return new UnitFiles(location, files);
    }

    /** Of one file the hash that {@code sha256sum} prints; of several the hash of their names and hashes. */
    public String sha256() {
        if (files.size() == 1) {
            return Hash.sha256(files.get(files.firstKey()));
        }
        var all = new StringBuilder();
        files.forEach((name, content) ->
                all.append(name).append('\0').append(Hash.sha256(content)).append('\n'));
        return Hash.sha256(all.toString());
    }

    /** The content of a file as text. */
    public String text(String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    /**
     * Reads one file, through symbolic links. Throws {@link ReloadRefused} for what is no file, such as a named pipe that
     * no one writes to, and for a file with more bytes.
     */
    public static byte[] read(Path file, int most) {
        try {
            if (!Files.exists(file)) {
                throw new ReloadRefused(List.of(file + ":1:1 there is no such file"));
            }
            if (!Files.isRegularFile(file)) {
                throw new ReloadRefused(List.of(file + ":1:1 is not a file"));
            }
            try (var in = Files.newInputStream(file)) {
                var content = in.readNBytes(most + 1);
                if (content.length > most) {
                    throw new ReloadRefused(List.of(file + ":1:1 has more than " + most + " bytes"));
                }
                return content;
            }
        } catch (IOException e) {
            throw new ReloadRefused(List.of(file + ":1:1 can't be read: " + e));
        }
    }
}
