package dev.firebreak.engine.start;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.FieldError;

/**
 * Reports a start that failed because of the configuration in a line that names the key, or in one line for each error
 * of a file. Other failures are left to Spring Boot. For any exception that implements {@link ExitCodeGenerator}, its
 * message has the lines.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartupFailureReporter implements SpringBootExceptionReporter {

    private static final int MOST_LINES = 100;

    @Override
    public boolean reportException(Throwable failure) {
        var lines = lines(failure);
        var log = LoggerFactory.getLogger("firebreak");
        lines.stream().limit(1).forEach(line -> log.error("Firebreak did not start: {}", line));
        lines.stream().skip(1).limit(MOST_LINES).forEach(line -> log.error("  {}", line));
        return !lines.isEmpty();
    }

    /** Empty if it is no failure of the configuration. */
    static List<String> lines(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var text = known(cause);
            if (text.isPresent()) {
                return text.get()
                        .lines()
                        .filter(line -> !line.isBlank())
                        .map(SingleLine::of)
                        .toList();
            }
        }
        return List.of();
    }

    private static Optional<String> known(Throwable cause) {
        if (cause instanceof BindException bind) {
            return Optional.of(bindLine(bind));
        }
        if (cause instanceof ExitCodeGenerator) {
            return Optional.ofNullable(cause.getMessage());
        }
        if (cause instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().startsWith("08")) {
            return Optional.of(
                    "the database of spring.datasource.url can't be reached: " + SingleLine.of(sql.getMessage()));
        }
        return Optional.empty();
    }

    private static String bindLine(BindException bind) {
        for (Throwable cause = bind.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof BindValidationException validation) {
                return validation.getValidationErrors().getAllErrors().stream()
                        .map(error -> "%s %s"
                                .formatted(
                                        error instanceof FieldError field
                                                ? validation
                                                                .getValidationErrors()
                                                                .getName() + "." + field.getField()
                                                : validation
                                                        .getValidationErrors()
                                                        .getName(),
                                        error.getDefaultMessage()))
                        .reduce((one, other) -> one + "; " + other)
                        .orElse(bind.getMessage());
            }
        }
        var property = bind.getProperty();
        var key = property == null
                ? bind.getName().toString()
                : property.getName().toString();
        return "%s: %s".formatted(key, SingleLine.of(root(bind).getMessage()));
    }

    private static Throwable root(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
