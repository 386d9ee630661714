package dev.firebreak.alert.format;

import java.util.List;

/** Formats that the configuration declares; it may change while Firebreak runs. */
@FunctionalInterface
public interface DeclaredFormats {

    List<AlertFormat> formats();
}
