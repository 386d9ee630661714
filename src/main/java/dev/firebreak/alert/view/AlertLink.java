package dev.firebreak.alert.view;

import java.util.List;

/**
 * A page of the sender about an alert, such as its dashboard; its address begins with http or https.
 *
 * @param name in words, such as {@code Dashboard}
 */
public record AlertLink(String name, String url) {

    /** From the lines that are stored, each an address and its name. */
    static List<AlertLink> of(String stored) {
        return stored == null
                ? List.of()
                : stored.lines()
                        .map(line -> line.split(" ", 2))
                        .map(parts -> new AlertLink(parts[1], parts[0]))
                        .toList();
    }
}
