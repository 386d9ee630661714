/** Does the work of external tasks inside this JVM: fetches, locks, performs, answers (semantics.md 2). */
package dev.firebreak.lifecycle.worker;
