package dev.firebreak.access;

import java.nio.file.Path;
import java.util.Optional;

/** The administrator account that the first start creates. The startup banner shows it. */
public interface FirstAdmin {

    /** The login of this account. */
    String ID = "admin";

    /** The generated password, if this start generated it. It is shown only once. */
    Optional<String> password();

    /** The file with the generated password, readable only by its owner. */
    Path file();
}
