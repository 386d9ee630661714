/**
 * The texts in a model that something evaluates later: FEEL, expressions of the engine, timers, expressions and patterns
 * in forms. Each is admitted by a grammar that bounds the time and the memory of its evaluation (guarantees.md H5).
 */
package dev.firebreak.engine.admission.expression;
