package dev.firebreak.web.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Answers an invalid request with 400 and the name of the wrong field or parameter, or the line and column of a JSON
 * syntax error.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RequestErrors {

    private static final Set<Class<?>> NUMBERS = Set.of(int.class, long.class, Integer.class, Long.class);

    @ExceptionHandler
    ProblemDetail unreadable(HttpMessageNotReadableException e) {
        if (e.getCause() instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            var field = mapping.getPath().stream().map(RequestErrors::step).collect(Collectors.joining("."));
            return problem(field + ": " + why(mapping), field);
        }
        if (e.getCause() instanceof JsonProcessingException json && json.getLocation() != null) {
            var at = json.getLocation();
            var why = json instanceof JsonMappingException ? "not the expected object" : "not JSON";
            return problem("line " + at.getLineNr() + ", column " + at.getColumnNr() + ": " + why, null);
        }
        return problem("The body is missing.", null);
    }

    @ExceptionHandler
    ProblemDetail invalid(MethodArgumentNotValidException e) {
        var errors = e.getFieldErrors().stream()
                .map(error -> error.getField() + ": " + error.getDefaultMessage())
                .sorted()
                .toList();
        return problem(
                String.join("; ", errors),
                e.getFieldErrors().isEmpty() ? null : e.getFieldErrors().get(0).getField());
    }

    @ExceptionHandler
    ProblemDetail missing(MissingServletRequestParameterException e) {
        return problem(e.getParameterName() + ": this query parameter is required", e.getParameterName());
    }

    /** A parameter or a part of the path that can't be what it has to be. */
    @ExceptionHandler
    ProblemDetail wrongForm(MethodArgumentTypeMismatchException e) {
        return problem(e.getName() + ": " + why(e), e.getName());
    }

    private static String why(MethodArgumentTypeMismatchException e) {
        var type = e.getRequiredType();
        if (type != null && NUMBERS.contains(type)) {
            return "must be a whole number";
        }
        var cause = e.getMostSpecificCause();
        return cause instanceof IllegalArgumentException rejected && isOurs(type)
                ? rejected.getMessage()
                : "has the wrong form";
    }

    /** Others' messages name Java classes. */
    private static boolean isOurs(Class<?> type) {
        return type != null && type.getName().startsWith("dev.firebreak.");
    }

    /** Nothing has this address, or not with this path. */
    @ExceptionHandler
    ProblemDetail nothing(NoResourceFoundException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is nothing here.");
    }

    private static String step(Reference reference) {
        return reference.getFieldName() == null ? "[" + reference.getIndex() + "]" : reference.getFieldName();
    }

    /** Not Jackson's own message, because it names Java classes. */
    private static String why(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "unknown field (known: "
                    + unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ")";
        }
        if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
            return "must be one of " + Arrays.toString(format.getTargetType().getEnumConstants());
        }
        if (e instanceof ValueInstantiationException && e.getCause() instanceof IllegalArgumentException rejected) {
            return rejected.getMessage();
        }
        return "has the wrong type";
    }

    private static ProblemDetail problem(String detail, String field) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail);
        problem.setTitle("Invalid request");
        if (field != null) {
            problem.setProperty("field", field);
        }
        return problem;
    }
}
