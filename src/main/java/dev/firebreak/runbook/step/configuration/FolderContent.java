package dev.firebreak.runbook.step.configuration;

import dev.firebreak.text.Hash;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a folder holds: by path in it, the kind, mode, owner and group of each entry, and the SHA-256 of a file or the
 * target of a symbolic link. The folder itself has the empty path.
 *
 * @param entries such as {@code f 640 0:998 <SHA-256>}, {@code d 755 0:0} and {@code l 777 0:0 -> target}
 */
record FolderContent(SortedMap<String, String> entries) {

    /** The fingerprint of a folder that is not there. */
    static final String ABSENT = "absent";

    private static final char FILE = 'f';
    private static final char FOLDER = 'd';

    boolean isFolder() {
        return entries.getOrDefault("", "").startsWith("d ");
    }

    /** It as it is without one of its files. */
    FolderContent without(String file) {
        var fewer = new TreeMap<>(entries);
        fewer.remove(file);
        return new FolderContent(fewer);
    }

    /** The SHA-256 of each file by its path. */
    SortedMap<String, String> files() {
        var files = new TreeMap<String, String>();
        entries.forEach((path, entry) -> {
            if (entry.charAt(0) == FILE) {
                files.put(path, content(entry));
            }
        });
        return files;
    }

    /** The path of an entry that is neither a file nor a folder, such as a symbolic link. */
    Optional<String> special() {
        return entries.entrySet().stream()
                .filter(entry ->
                        entry.getValue().charAt(0) != FILE && entry.getValue().charAt(0) != FOLDER)
                .map(entry ->
                        entry.getKey() + (content(entry.getValue()).isEmpty() ? "" : " " + content(entry.getValue())))
                .findFirst();
    }

    /** What becomes of a path where another content takes the place of this one; empty if it stays as it is. */
    String change(String path, FolderContent other) {
        var now = entries.get(path);
        var then = other.entries.get(path);
        if (now == null || then == null) {
            return now == null ? "comes" : "goes";
        }
        if (now.equals(then)) {
            return "";
        }
        return now.charAt(0) == then.charAt(0) && content(now).equals(content(then))
                ? "mode and owner " + rights(now) + " become " + rights(then)
                : "changes";
    }

    /** One hash over all paths with what is there; {@link #ABSENT} without a folder. */
    static String fingerprint(FolderContent content) {
        if (content == null) {
            return ABSENT;
        }
        var all = new StringBuilder();
        content.entries.forEach(
                (path, entry) -> all.append(path).append('\0').append(entry).append('\0'));
        return Hash.sha256(all.toString());
    }

    private static String content(String entry) {
        var fields = entry.split(" ", 4);
        return fields.length < 4 ? "" : fields[3];
    }

    private static String rights(String entry) {
        var fields = entry.split(" ", 4);
        return fields[1] + " " + fields[2];
    }
}
