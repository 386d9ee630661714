package dev.firebreak.postmortem.change;

import dev.firebreak.postmortem.action.ActionRefused;
import dev.firebreak.web.FieldInvalid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The value of one key in a file of {@code key=value} lines. The whole file as it was is kept with the change; the key must
 * be there once, and nobody may have changed the file since the proposal. What a person writes afterwards is never undone.
 */
@Component
class ConfigurationChange implements CarriedChange {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}");

    private final ChangeSettings settings;

    ConfigurationChange(ChangeSettings settings) {
        this.settings = settings;
    }

    @Override
    public String kind() {
        return "configuration";
    }

    @Override
    public Check check(ActionChange change) throws IOException {
        if (change.setting() == null || !KEY.matcher(change.setting()).matches()) {
            throw new FieldInvalid("setting", "must be the key of a line such as pool.size=20");
        }
        if (change.content() == null
                || change.content().length() > 1_000
                || change.content().codePoints().anyMatch(Character::isISOControl)) {
            throw new FieldInvalid("content", "must be one line of at most 1000 characters");
        }
        var found = file(change).read().orElseThrow(() -> new FieldInvalid("file", "does not exist"));
        changed(found, change);
        return new Check(found, now(change.setting(), value(found, change.setting())));
    }

    private static String now(String key, String value) {
        return SettingValue.isTold(key, value)
                ? key + " is " + value + " now."
                : key + " is in the file once; its value is not shown.";
    }

    @Override
    public Outcome apply(ActionChange change) throws IOException {
        var file = file(change);
        var wanted = changed(change.found(), change);
        var now = file.read().orElse("");
        if (!now.equals(wanted)) {
            if (!now.equals(change.found())) {
                return new Outcome(false, null, "Not made: the file was changed since the proposal. Propose it again.");
            }
            file.write(wanted);
        }
        return file.read().orElse("").equals(wanted)
                ? new Outcome(true, wanted, made(change))
                : new Outcome(false, null, "Not made: the file does not hold what was written");
    }

    private static String made(ActionChange change) {
        return change.setting()
                + (SettingValue.isTold(change.setting(), change.content())
                        ? " is " + change.content() + " in "
                        : " is as proposed in ")
                + change.file();
    }

    @Override
    public Outcome undo(ActionChange change) throws IOException {
        var file = file(change);
        var now = file.read().orElse("");
        if (now.equals(change.found())) {
            return new Outcome(true, now, change.setting() + " is as before");
        }
        if (!now.equals(change.written())) {
            return new Outcome(false, null, "Not undone: somebody has changed the file since. Change it by hand.");
        }
        file.write(change.found());
        return new Outcome(true, change.found(), change.setting() + " is as before");
    }

    private static String changed(String text, ActionChange change) {
        var lines = new ArrayList<>(List.of(text.split("\n", -1)));
        var at = lines.stream().filter(line -> isOf(line, change.setting())).toList();
        if (at.size() != 1) {
            throw new FieldInvalid("setting", "must be in the file once; it is there " + at.size() + " times");
        }
        lines.replaceAll(line -> isOf(line, change.setting())
                ? line.substring(0, line.indexOf('=') + 1) + change.content() + (line.endsWith("\r") ? "\r" : "")
                : line);
        return String.join("\n", lines);
    }

    private static boolean isOf(String line, String key) {
        var equals = line.indexOf('=');
        return equals > 0 && line.substring(0, equals).strip().equals(key);
    }

    private static String value(String text, String key) {
        return text.lines()
                .filter(line -> isOf(line, key))
                .map(line -> line.substring(line.indexOf('=') + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** The file is named by the folder's place in the list: {@code 0:app/service.properties}; 0 may be left out. */
    private ConfinedFile file(ActionChange change) {
        var parts = change.file() == null ? new String[] {""} : change.file().split(":", 2);
        var index = parts.length == 2 && parts[0].matches("\\d{1,2}") ? Integer.parseInt(parts[0]) : 0;
        if (index >= settings.configurationFolders().size()) {
            throw new ActionRefused("There is no such folder: firebreak.actions.configuration-folders names "
                    + settings.configurationFolders().size() + ".");
        }
        Path folder = settings.configurationFolders().get(index);
        return new ConfinedFile(folder, parts[parts.length - 1]);
    }

    /**
     * What people read of a value in a configuration. Whoever proposes a change learns the old value without anybody's
     * approval, so only short numbers and switches are told; the new value is hidden if its key names a secret.
     */
    static final class SettingValue {

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
}
