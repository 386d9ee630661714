package dev.firebreak.alert.format;

import java.util.List;

/** Formats that the configuration declares. */
@FunctionalInterface
public interface DeclaredFormats {

    List<AlertFormat> formats();
}
