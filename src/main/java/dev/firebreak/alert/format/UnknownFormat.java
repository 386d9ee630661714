package dev.firebreak.alert.format;

import java.util.Set;
import java.util.TreeSet;

/** No adapter reads this format, for example because a newer version of Firebreak stored the payload. */
public class UnknownFormat extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownFormat(String name, Set<String> known) {
        super("no alert format is named \"%s\"; this version reads %s".formatted(name, new TreeSet<>(known)));
    }
}
