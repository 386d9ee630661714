package dev.firebreak.access;

import java.nio.file.Path;
import java.util.Optional;

/** The administrator made at the very first start, for the banner to tell about. */
public interface FirstAdmin {

    String ID = "admin";

    /** The generated password, if this very start generated one; it is told once. */
    Optional<String> password();

    /** Where the generated password was written, readable by its owner only. */
    Path file();
}
