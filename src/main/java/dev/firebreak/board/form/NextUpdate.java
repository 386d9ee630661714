package dev.firebreak.board.form;

import dev.firebreak.engine.TaskForms.Choice;
import dev.firebreak.engine.TaskForms.Field;
import dev.firebreak.engine.TaskForms.FormTask;
import dev.firebreak.lifecycle.variables.LifecycleVariables;
import dev.firebreak.text.TimeText;
import dev.firebreak.web.FieldInvalid;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** When the next update is due: the choices of the forms that give one. */
public final class NextUpdate {

    /** The key of the field; its value is an ISO 8601 duration, or empty for the severity's interval. */
    public static final String KEY = LifecycleVariables.NEXT_UPDATE_IN.name();

    private static final List<String> TIMES = List.of("PT15M", "PT30M", "PT1H", "PT2H", "PT4H", "PT8H", "PT24H");

    private NextUpdate() {}

    /** The choices, and first the severity's interval. */
    public static List<Choice> choices() {
        return withUsual(
                TIMES.stream()
                        .map(time -> new Choice(time, "In " + TimeText.of(Duration.parse(time))))
                        .toList(),
                "");
    }

    /** The field as it is; this field of a task says what happens if the person chooses nothing. */
    public static Field withUsual(Field field, FormTask task) {
        return field.key().equals(KEY)
                ? new Field(
                        field.key(),
                        field.label(),
                        field.type(),
                        field.required(),
                        field.conditional(),
                        field.maxLength(),
                        withUsual(field.choices(), task.variable("updateInterval")))
                : field;
    }

    private static List<Choice> withUsual(List<Choice> choices, String interval) {
        var usual = interval.isEmpty()
                ? "As often as the severity asks for"
                : "In " + interval + ", as the severity asks for";
        return Stream.concat(Stream.of(new Choice("", usual)), choices.stream()).toList();
    }

    /** What a person chose; null for the severity's interval. */
    public static Duration of(Map<String, String> typed) {
        var text = typed.getOrDefault(KEY, "").strip();
        if (text.isEmpty()) {
            return null;
        }
        if (!TIMES.contains(text)) {
            throw new FieldInvalid(KEY, "must be one of the list");
        }
        return Duration.parse(text);
    }

    /** The variable for a message that is only shown; none for the severity's interval, or for what is no choice. */
    public static Map<String, Object> shown(Map<String, String> typed) {
        var text = typed.getOrDefault(KEY, "").strip();
        return TIMES.contains(text) ? Map.of(KEY, text) : Map.of();
    }
}
