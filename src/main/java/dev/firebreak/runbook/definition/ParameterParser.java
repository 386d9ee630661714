package dev.firebreak.runbook.definition;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.convert.DurationStyle;

/** Parses the text of one parameter into the type of its record component. */
final class ParameterParser {

    private ParameterParser() {}

    static Object read(String raw, Class<?> type) {
        if (raw == null) {
            return absent(type);
        }
        if (type == String.class) {
            return raw;
        }
        if (type == Duration.class) {
            return duration(raw);
        }
        if (type == int.class || type == Integer.class) {
            return (int) integer(raw, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return integer(raw, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == boolean.class || type == Boolean.class) {
            return flag(raw);
        }
        return type.isEnum() ? constant(raw, type) : wrapper(raw, type);
    }

    private static Object absent(Class<?> type) {
        if (type.isPrimitive()) {
            throw new IllegalArgumentException("it is required");
        }
        return null;
    }

    private static Duration duration(String raw) {
        try {
            return DurationStyle.detectAndParse(raw.strip());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("expected a duration such as PT10M or 30s");
        }
    }

    private static long integer(String raw, long least, long most) {
        try {
            var number = Long.parseLong(raw.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // One message for both cases, below.
        }
        throw new IllegalArgumentException("expected a whole number");
    }

    private static boolean flag(String raw) {
        return switch (raw.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    private static Object constant(String raw, Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant)
                        .name()
                        .replace('_', '-')
                        .equalsIgnoreCase(raw.strip().replace('_', '-')))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT)));
    }

    private static Object wrapper(String raw, Class<?> type) {
        try {
            var constructor = type.getDeclaredConstructor(String.class);
            constructor.setAccessible(true);
            return constructor.newInstance(raw);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is not a type for step parameters");
        }
    }
}
