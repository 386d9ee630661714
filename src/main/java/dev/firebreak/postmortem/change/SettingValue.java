package dev.firebreak.postmortem.change;

import java.util.regex.Pattern;

/**
 * What people read of a value in a configuration. Whoever proposes a change learns the old value without anybody's
 * approval, so only short numbers and switches are told; the new value is hidden if its key names a secret.
 */
final class SettingValue {

    /** In place of a value. */
    static final String HIDDEN = "(hidden)";

    private static final Pattern SECRET = Pattern.compile(
            "passw|pwd|passphrase|token|secret|key|credential|auth|private|salt|(?<![a-z])pin(?![a-z])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PLAIN = Pattern.compile(
            "-?\\d{1,7}(\\.\\d{1,3})?\\s?[A-Za-z%]{0,3}|true|false|on|off|yes|no", Pattern.CASE_INSENSITIVE);
    private static final Pattern PASSWORD_IN_ADDRESS = Pattern.compile("(://[^/\\s:@]*:)[^/\\s]*@");

    private SettingValue() {}

    /** The new value, for who decides about it. */
    static String shown(String key, String value) {
        if (key != null && SECRET.matcher(key).find()) {
            return HIDDEN;
        }
        return PASSWORD_IN_ADDRESS.matcher(value).replaceAll("$1" + HIDDEN + "@");
    }

    /** Whether timeline, audit and pages may hold the value that a file has. */
    static boolean isTold(String key, String value) {
        return !SECRET.matcher(key).find() && PLAIN.matcher(value).matches();
    }
}
