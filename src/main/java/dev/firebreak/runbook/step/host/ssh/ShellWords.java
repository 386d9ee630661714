package dev.firebreak.runbook.step.host.ssh;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes arguments as one line for the login shell of the host, since SSH has no argument lists (RFC 4254, 6.5). In
 * single quotes, a POSIX shell interprets nothing.
 */
final class ShellWords {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWords() {}

    static String line(List<String> arguments) {
        return arguments.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        if (argument.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("an argument for a host holds a control character");
        }
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
