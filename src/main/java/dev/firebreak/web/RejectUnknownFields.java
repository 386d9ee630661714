package dev.firebreak.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On the record that a request's body is read into: a field that the record doesn't have is refused instead of ignored, so
 * that nobody believes to have set what was never read (guarantees.md H21).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RejectUnknownFields {}
