package dev.firebreak.engine.start;

import java.sql.SQLException;
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
 * Reports a start that failed because of the configuration in one line that names the key. Other failures are left to
 * Spring Boot. For any exception that implements {@link ExitCodeGenerator}, its message is the line.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartupFailureReporter implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        var line = line(failure);
        line.ifPresent(text -> LoggerFactory.getLogger("firebreak").error("Firebreak did not start: {}", text));
        return line.isPresent();
    }

    static Optional<String> line(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var line = known(cause);
            if (line.isPresent()) {
                return line.map(SingleLine::of);
            }
        }
        return Optional.empty();
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
            return Optional.of("the database of spring.datasource.url can't be reached: " + sql.getMessage());
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
        return "%s: %s".formatted(key, root(bind).getMessage());
    }

    private static Throwable root(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
