package dev.firebreak.board;

import java.util.UUID;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Gives every problem document an id, so that a reported problem can be found in the log. */
@RestControllerAdvice
class ProblemIds implements ResponseBodyAdvice<Object> {

    private static final String ID = "id";

    static void assign(ProblemDetail problem) {
        if (of(problem) == null) {
            problem.setProperty(ID, UUID.randomUUID().toString());
        }
    }

    static String of(ProblemDetail problem) {
        return problem.getProperties() == null
                ? null
                : (String) problem.getProperties().get(ID);
    }

    @Override
    public boolean supports(MethodParameter method, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public Object beforeBodyWrite(
            Object body,
            MethodParameter method,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof ProblemDetail problem) {
            assign(problem);
        }
        return body;
    }
}
