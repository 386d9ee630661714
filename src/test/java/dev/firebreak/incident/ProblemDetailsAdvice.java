package dev.firebreak.incident;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** The same advice as Spring Boot's for {@code spring.mvc.problemdetails.enabled}, for tests without Spring Boot. */
@ControllerAdvice
public class ProblemDetailsAdvice extends ResponseEntityExceptionHandler {}
