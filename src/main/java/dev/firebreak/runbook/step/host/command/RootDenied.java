package dev.firebreak.runbook.step.host.command;

/** The host does not let the user of the catalogue run a command as root. The message says what to add to sudoers. */
public class RootDenied extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RootDenied(String target, String command) {
        super(
                target + " does not let Firebreak's user run " + command
                        + " as root. Allow it, and user_command_timeouts, in sudoers, as docker/lab/images/host/sudoers shows.");
    }
}
