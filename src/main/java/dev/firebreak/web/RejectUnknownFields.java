package dev.firebreak.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record that a request body is read into: a field that the record doesn't have is rejected instead of ignored,
 * so that a misspelt field is reported and not silently dropped (guarantees.md H21).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RejectUnknownFields {}
