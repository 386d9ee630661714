package dev.firebreak.web.request;

import dev.firebreak.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Answers a person's browser with the error page where a program gets a problem document, whichever endpoint it asks.
 * Also writes the problem document of a 406, whose {@code Accept} header names no type that it could be written in.
 */
@Component
class ErrorPageResolver implements HandlerExceptionResolver, WebMvcConfigurer {

    private final RequestErrors errors = new RequestErrors();

    /** Before all others, which only know problem documents. */
    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.add(0, this);
    }

    @Override
    public ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, Object handler, Exception failure) {
        var problem = problem(failure);
        if (problem == null
                || !(ProblemWriter.wantsPage(request) || failure instanceof HttpMediaTypeNotAcceptableException)) {
            return null;
        }
        if (failure instanceof ErrorResponse error) {
            error.getHeaders().forEach((name, values) -> values.forEach(value -> addHeader(response, name, value)));
        }
        try {
            ProblemWriter.answerPageOrProblem(
                    request, response, HttpStatus.valueOf(problem.getStatus()), problem.getDetail());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ModelAndView();
    }

    private static void addHeader(HttpServletResponse response, String name, String value) {
        if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
            response.addHeader(name, value);
        }
    }

    private ProblemDetail problem(Exception failure) {
        if (failure instanceof MethodArgumentTypeMismatchException mismatch) {
            return errors.wrongForm(mismatch);
        }
        if (failure instanceof MissingServletRequestParameterException missing) {
            return errors.missing(missing);
        }
        if (failure instanceof NoResourceFoundException nothing) {
            return errors.nothing(nothing);
        }
        return failure instanceof ErrorResponse error ? error.getBody() : null;
    }
}
