package dev.firebreak.incident;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** What Spring Boot installs for {@code spring.mvc.problemdetails.enabled}: for tests that don't boot. */
@ControllerAdvice
public class ProblemDetailsAdvice extends ResponseEntityExceptionHandler {}
