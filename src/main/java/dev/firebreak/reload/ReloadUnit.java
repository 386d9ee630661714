package dev.firebreak.reload;

/**
 * Configuration that files declare and that reloads as a whole: the new one takes the place of the old one in one step,
 * or the old one stays.
 */
public interface ReloadUnit {

    /** One or two words for people and for the audit, such as {@code catalogue}. */
    String name();

    /** What is in force. */
    UnitFiles inForce();

    /** Reads the files as they are now. Throws {@link ReloadRefused} if they can't be read. */
    UnitFiles read();

    /** Checks the files and changes nothing. Throws {@link ReloadRefused} with all errors. */
    PreparedReload prepare(UnitFiles files);
}
