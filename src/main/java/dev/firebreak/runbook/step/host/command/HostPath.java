package dev.firebreak.runbook.step.host.command;

/** Paths on a host that the catalogue may name. */
public final class HostPath {

    private static final String BELOW_A_FOLDER = "(/[A-Za-z0-9_][A-Za-z0-9_.-]*){2,}";

    private HostPath() {}

    /** Whether the path is absolute, has plain names only, and is no whole tree such as {@code /var}. */
    public static boolean isBelowAFolder(String path) {
        return path.matches(BELOW_A_FOLDER);
    }
}
