package dev.firebreak.alert.format;

import java.util.Set;

/** Port: the formats that stored payloads still need to be applied. */
@FunctionalInterface
public interface FormatsInUse {

    /** Their names. */
    Set<String> names();
}
